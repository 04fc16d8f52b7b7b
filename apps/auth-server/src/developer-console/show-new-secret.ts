import type { Context } from 'hono'
import { html } from 'hono/html'
import { isPublic } from '../client-authentication/allowed-methods.ts'
import type { ServerContext } from '../context.ts'
import { codeBlock } from '../pages/code-block.ts'
import { copyable, secretOnce } from '../pages/copyable.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { pageHeading, sectionHeading } from '../pages/page-heading.ts'
import { renderedSample } from '../samples/app-samples.ts'
import { whyNoSample } from '../samples/why-no-sample.ts'
import type { Client } from '../store/records.ts'
import { answerConsolePage, appPath, appTrail } from './console-page.ts'
import { clientCredentialsLine } from './encode-token-line.ts'
import type { OwnApp } from './own-app.ts'

/** The only page that ever shows a secret. It is the answer of the form that made it, so it cannot be asked for again. */
export async function showNewSecret(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
  secret: string | undefined,
  isFirst: boolean,
): Promise<Response> {
  const body = html`${secret === undefined ? withoutSecret(client) : secretPart(secret)}
<section class="card">${copyable({ id: 'client-id', label: 'Client id', value: client.clientId })}
${isFirst ? await firstToken(server, client, secret) : besideAnother}
<div class="actions"><a class="button main" id="to-app" href="${appPath(client)}">Go to the app</a></div></section>`
  return answerConsolePage(server, c, signedIn, {
    title: 'The app’s credentials',
    heading: pageHeading({ title: secret === undefined ? 'The app is registered' : 'Copy the secret now' }),
    trail: appTrail(client),
    scripts: ['copy'],
    body,
  })
}

const ownKey = notice({
  kind: 'good',
  title: 'No secret is needed.',
  text: 'This app proves itself by the key that stays with it. Libraries for OpenID Connect and FAPI 2.0 sign with it, push the requests and bind the tokens.',
  isAnswer: true,
})

const noSecret = notice({
  kind: 'good',
  title: 'No secret is needed.',
  text: 'This app runs where nothing stays secret. Its client id is all it has, and PKCE protects each request.',
  isAnswer: true,
})

function withoutSecret(client: Client): Html {
  return isPublic(client) ? noSecret : ownKey
}

function secretPart(secret: string): Html {
  return secretOnce({
    id: 'client-secret',
    label: 'Client secret',
    value: secret,
    text: 'It is shown only now. Keep it where your program reads it and nobody else does; if you lose it, make another one.',
  })
}

// A second one: the programs that have the first go on until it is ended.
const besideAnother = html`${sectionHeading({ title: 'What to do with it' })}
<p>Give it to your programs. When none uses the old one any more (the app’s overview says when each was last used), end the old one there. Both are good until then.</p>`

/** The shortest way from here to a token. */
async function firstToken(server: ServerContext, client: Client, secret: string | undefined): Promise<Html> {
  const heading = sectionHeading({ title: 'Your first token' })
  if (secret !== undefined && client.grantTypes.includes('client_credentials')) {
    const code = clientCredentialsLine(server.issuer, client, secret)
    return html`${heading}<p>Paste this into a terminal:</p>${codeBlock({ id: 'first-token', label: 'Your first token', code })}`
  }
  return html`${heading}
<p>People allow this app before it gets a token. <a href="${appPath(client, 'try')}">Try it step by step</a> with your own account, or take a <a href="${appPath(client, 'samples')}">sample program</a> in your language.</p>
${secret === undefined ? '' : await programWith(server, client, secret)}`
}

/** A program that asks for a code, with the secret in it: the page is shown once, like the secret. */
async function programWith(server: ServerContext, client: Client, secret: string): Promise<Html> {
  if (whyNoSample(client, 'authorization-code') !== undefined) return html``
  const { text, highlighted } = await renderedSample(server, client, {
    language: 'curl',
    kind: 'authorization-code',
    secret,
  })
  return html`<details><summary>A program for the shell, with the secret in it</summary>
${codeBlock({ id: 'first-program', label: 'authorization-code.sh', code: text, highlighted })}</details>`
}
