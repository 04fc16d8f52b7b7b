import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { codeBlock } from '../pages/code-block.ts'
import { copyable, secretOnce } from '../pages/copyable.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { pageHeading, sectionHeading } from '../pages/page-heading.ts'
import type { Client } from '../store/records.ts'
import { answerConsolePage, appPath, appTrail } from './console-page.ts'
import { clientCredentialsLine } from './encode-token-line.ts'
import type { OwnApp } from './own-app.ts'

/** The only page that ever shows a secret. It is the answer of the form that made it, so it cannot be asked for again. */
export function showNewSecret(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
  secret: string | undefined,
): Promise<Response> {
  const body = html`${secret === undefined ? noSecret : secretPart(secret)}
<section class="card">${copyable({ id: 'client-id', label: 'Client id', value: client.clientId })}
${firstToken(server.issuer, client, secret)}
<div class="actions"><a class="button main" id="to-app" href="${appPath(client)}">Go to the app</a></div></section>`
  return answerConsolePage(server, c, signedIn, {
    title: 'The app’s credentials',
    heading: pageHeading({ title: secret === undefined ? 'The app is registered' : 'Copy the secret now' }),
    trail: appTrail(client),
    scripts: ['copy'],
    body,
  })
}

const noSecret = notice({
  kind: 'good',
  title: 'No secret is needed.',
  text: 'This app runs where nothing stays secret. Its client id is all it has, and PKCE protects each request.',
  isAnswer: true,
})

function secretPart(secret: string): Html {
  return secretOnce({
    id: 'client-secret',
    label: 'Client secret',
    value: secret,
    text: 'It is shown only now. Keep it where your program reads it and nobody else does; if you lose it, make another one.',
  })
}

/** The shortest way from here to a token. */
function firstToken(issuer: string, client: Client, secret: string | undefined): Html {
  if (secret === undefined || !client.grantTypes.includes('client_credentials')) {
    return html`${sectionHeading({ title: 'Your first token' })}
<p>People allow this app before it gets a token. <a href="${appPath(client, 'try')}">Try it step by step</a> with your own account, or take a <a href="${appPath(client, 'samples')}">sample program</a>.</p>`
  }
  return html`${sectionHeading({ title: 'Your first token' })}<p>Paste this into a terminal:</p>
${codeBlock({ id: 'first-token', label: 'Your first token', code: clientCredentialsLine(issuer, client, secret) })}`
}
