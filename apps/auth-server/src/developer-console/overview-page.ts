import { dialects, type GrantTypeName } from '@latchkey/dialects'
import { html } from 'hono/html'
import { allowedMethods, isPublic, strongMethods } from '../client-authentication/allowed-methods.ts'
import { livingSecrets, mostSecrets } from '../clients/client-secret.ts'
import { mustPush } from '../clients/must-push.ts'
import { type Policy, weakerOverrides } from '../clients/policies.ts'
import { dialectWords, policyWords } from '../clients/policy-words.ts'
import { endpoints } from '../discovery/metadata.ts'
import { copyable } from '../pages/copyable.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import { facts } from '../pages/facts.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { FormTarget } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import type { Client, TokenEndpointAuthMethod } from '../store/records.ts'
import { appPath } from './console-page.ts'
import { authorizationUrl } from './encode-authorization-url.ts'
import { secretsTable } from './secrets-table.ts'
import { verificationCard } from './verification-card.ts'

export interface OverviewView {
  readonly client: Client
  readonly issuer: string
  readonly policy: Policy
  readonly now: number
  readonly codeVerifier: string
  readonly state: string
  readonly verificationForm: FormTarget
  readonly answer: string | undefined
}

export function overviewBody(view: OverviewView): Html {
  const { client, answer, verificationForm } = view
  return html`${answer === undefined ? '' : notice({ kind: 'good', text: answer, isAnswer: true })}
${client.state === 'suspended' ? suspended : ''}${switches(client)}
<section class="card">${copyable({ id: 'client-id', label: 'Client id', value: client.clientId })}</section>
${secrets(view)}
${authorization(view)}
${rules(view)}
${client.verified ? '' : verificationCard(client, verificationForm)}`
}

const suspended = notice({
  kind: 'bad',
  title: 'An operator has suspended this app.',
  text: 'Its tokens are refused and nobody can connect it. They live again when it is restored.',
})

/** What is worse than the policy, each by its name. */
function switches(client: Client): Html {
  const weaker = weakerOverrides(client.policy, client.overrides)
  const names = [...client.allows, ...weaker]
  if (names.length === 0) return html``
  const effect = client.verified ? '' : ' They have no effect before the app is verified.'
  return notice({
    kind: 'warn',
    title: `This app uses what is unsafe: ${names.join(', ')}.`,
    text: html`Take it back in the <a href="${appPath(client, 'settings')}">settings</a> as soon as its programs can do without.${effect}`,
  })
}

function secrets({ client, now }: OverviewView): Html {
  if (isPublic(client) && client.tokenEndpointAuthMethod === 'none') {
    return html`<section class="card">${sectionHeading({ title: 'Secrets' })}<p>This app has none: it runs where nothing stays secret, and PKCE protects each request.</p></section>`
  }
  const method = allowedMethods(client, dialects[client.dialect]).find((name) => strongMethods.includes(name))
  if (method !== undefined) return keys(client, method)
  const isFull = livingSecrets(client, now).length >= mostSecrets
  const actions = html`<a class="button" id="new-secret" href="${appPath(client, 'new-secret')}">Make another secret</a>`
  return html`<section class="card">${sectionHeading({ title: 'Secrets', ...(!isFull && { actions }) })}
${secretsTable(client, now)}
<p class="small soft">${isFull ? 'Two live at most: end the old one when nothing uses it any more.' : 'To change a secret make another one, move your programs to it, then end the old one.'}</p></section>`
}

/** What stays with the app, and what we know of it. */
function keys({ jwks, jwksUri }: Client, method: TokenEndpointAuthMethod): Html {
  const known =
    jwksUri === undefined
      ? html`we keep ${jwks?.keys.length ?? 0} public keys of it`
      : html`its public keys are read at <code>${foreignText(jwksUri, 300)}</code>`
  const how =
    method === 'private_key_jwt'
      ? html`by signing with its own key (<code>${method}</code>); ${known}`
      : html`by the certificate of its connections (<code>${method}</code>)`
  return html`<section class="card">${sectionHeading({ title: 'Keys' })}<p>This app proves who it is ${how}.</p></section>`
}

function authorization(view: OverviewView): Html {
  const { client, issuer, codeVerifier, state } = view
  const url = authorizationUrl(issuer, client, { state, codeVerifier })
  if (url === undefined) return html``
  if (mustPush(client, view.policy)) return pushedFirst(view)
  return html`<section class="card">${sectionHeading({ title: 'Authorization URL' })}
<p>Send people here. They sign in, choose, and come back to your redirect URI with a <code>code</code>.</p>
${copyable({ id: 'authorization-url', label: 'Authorization URL', value: url, showsLabel: false })}
${copyable({ id: 'code-verifier', label: 'Its code_verifier', value: codeVerifier })}
<p class="small soft">A program makes <code>state</code> and the verifier anew for each person; these are for one try. <a href="${appPath(client, 'try')}">Try it step by step</a>.</p></section>`
}

function pushedFirst({ issuer }: OverviewView): Html {
  return html`<section class="card">${sectionHeading({ title: 'Authorization requests' })}
<p>This app sends each request to <code>${issuer}${endpoints.par}</code> first, with its own proof (RFC 9126), and then people to the authorization URL with the <code>request_uri</code> that it got. Libraries for FAPI 2.0 do both.</p></section>`
}

function rules({ client, issuer, policy }: OverviewView): Html {
  const { paths } = dialects[client.dialect]
  const token = paths.token.map((path) => html`<code>${issuer}${path}</code><br>`)
  const uris = client.redirectUris.map((uri) => html`<code>${uri}</code><br>`)
  return html`<section class="card">${sectionHeading({ title: 'How it works here', actions: html`<a class="button" href="${appPath(client, 'settings')}">Change</a>` })}
${facts([
  { term: 'Token endpoint', value: html`${token}` },
  ...(uris.length > 0 ? [{ term: 'Redirect URIs', value: html`${uris}` }] : []),
  {
    term: 'May ask for',
    value: client.grantTypes.map((name) => grantTypeWords.get(name) ?? name).join(', '),
  },
  { term: 'Scopes', value: html`<code>${client.scopes.join(' ')}</code>` },
  {
    term: 'Dialect',
    value: html`<strong>${dialectWords[client.dialect].title}</strong> · ${dialectWords[client.dialect].text}`,
  },
  {
    term: 'Policy',
    value: html`<strong>${policyWords[client.policy].title}</strong> · ${policyWords[client.policy].text}`,
  },
  { term: 'Access tokens live', value: lifetime(client, policy) },
])}</section>`
}

const grantTypeWords: ReadonlyMap<GrantTypeName, string> = new Map([
  ['authorization_code', 'codes that people allow'],
  ['refresh_token', 'new tokens by refresh'],
  ['client_credentials', 'tokens for itself'],
])

function lifetime({ grantTypes }: Client, policy: Policy): string {
  const people = durationInWords(policy.accessTokenSeconds, 'en')
  const own = durationInWords(policy.clientCredentialsSeconds, 'en')
  if (!grantTypes.includes('client_credentials')) return people
  return grantTypes.includes('authorization_code') ? `${people}; its own ${own}` : own
}
