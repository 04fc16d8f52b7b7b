import { dialects } from '@latchkey/dialects'
import { html } from 'hono/html'
import { allowedMethods } from '../client-authentication/allowed-methods.ts'
import { dialectWords, policyWords } from '../clients/policy-words.ts'
import { copyable } from '../pages/copyable.ts'
import { dataTable } from '../pages/data-table.ts'
import { type Fact, facts } from '../pages/facts.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { dayText, timeText } from '../pages/time-text.ts'
import { webLink } from '../pages/web-link.ts'
import type { Client } from '../store/records.ts'
import type { JudgedApp } from './find-app.ts'
import { accountPath } from './operator-page.ts'
import { ownValues, unsafeSentences } from './unsafe-words.ts'

/** Who is behind the app. */
export function identityCard(app: JudgedApp): Html {
  const { client, connections } = app
  const { accounts, families } = connections
  return html`<section class="card">${sectionHeading({ title: 'Who it is' })}
${facts([
  {
    term: 'Client id',
    value: copyable({ id: 'client-id', label: 'Client id', value: client.clientId, showsLabel: false }),
  },
  { term: 'Name', value: foreignText(client.name) },
  { term: 'Publisher', value: client.publisher === undefined ? 'not given' : foreignText(client.publisher) },
  { term: 'Home page', value: homePage(client) },
  { term: 'Owner', value: owner(app) },
  { term: 'Registered', value: registered(client) },
  {
    term: 'Connected',
    value:
      families === 0
        ? 'by nobody now'
        : `by ${plural(accounts, 'person', 'people')}, ${plural(families, 'connection', 'connections')}`,
  },
])}</section>`
}

function registered({ createdAt, registration, verified }: Client): Html {
  const isForgotten = registration !== undefined && !verified
  return html`${timeText(createdAt)}${isForgotten ? html`; forgotten after ${timeText(registration.expiresAt)} when nobody uses it` : ''}`
}

function plural(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`
}

/** An operator follows it to see who this is; nothing of ours goes along. */
function homePage({ clientUri }: Client): Html | string {
  const address = webLink(clientUri)
  if (clientUri === undefined) return 'not given'
  return address === undefined
    ? foreignText(clientUri, 300)
    : html`<a href="${address}" rel="noreferrer noopener nofollow">${foreignText(clientUri, 300)}</a>`
}

function owner({ client, owner: account }: JudgedApp): Html | string {
  if (account !== undefined)
    return html`<a href="${accountPath(account.id)}">${foreignText(account.email)}</a>`
  if (client.ownerId !== undefined) return 'gone'
  return client.registration === undefined
    ? 'nobody: it is the operator’s own'
    : 'nobody: it registered itself'
}

/** How the app works and what is demanded of it. */
export function rulesCard(client: Client): Html {
  const dialect = dialectWords[client.dialect]
  const policy = policyWords[client.policy]
  const own = ownValues(client)
  const rows: readonly (Fact | undefined)[] = [
    { term: 'Dialect', value: html`<strong>${dialect.title}</strong> · ${dialect.text}` },
    { term: 'Policy', value: html`<strong>${policy.title}</strong> · ${policy.text}` },
    own.length === 0 ? undefined : { term: 'Own values', value: own.join(', ') },
    client.allows.length === 0 ? undefined : { term: 'Unsafe switches', value: client.allows.join(', ') },
    { term: 'May ask for', value: html`<code>${client.grantTypes.join(' ')}</code>` },
    { term: 'Scopes', value: html`<code>${foreignText(client.scopes.join(' '), 500)}</code>` },
    {
      term: 'Proves who it is by',
      value: html`<code>${allowedMethods(client, dialects[client.dialect]).join(' ')}</code>`,
    },
    client.jwks === undefined ? undefined : { term: 'Public keys', value: String(client.jwks.keys.length) },
    client.idTokenSignedResponseAlg === undefined
      ? undefined
      : { term: 'ID tokens are signed with', value: client.idTokenSignedResponseAlg },
  ]
  return html`<section class="card">${sectionHeading({ title: 'How it works' })}
${facts(rows.filter((row) => row !== undefined))}</section>`
}

/** Where people are sent with their codes. */
export function redirectsCard({ redirectUris }: Client): Html {
  const list = redirectUris.map((uri) => html`<li><code translate="no">${foreignText(uri, 500)}</code></li>`)
  return html`<section class="card">${sectionHeading({ title: 'Where it takes people' })}
${redirectUris.length === 0 ? html`<p class="soft">Nowhere: it has no redirect URI.</p>` : html`<ul id="redirect-uris">${list}</ul>`}</section>`
}

/** Who else works on the app or was invited to it. */
export function membersCard({ members }: JudgedApp): Html {
  return html`<section class="card">${sectionHeading({ title: 'People besides its owner' })}
${dataTable({
  caption: 'People of this app',
  showsCaption: false,
  columns: [{ title: 'E-mail' }, { title: 'Role' }, { title: 'Since', kind: 'short' }],
  rows: members.map(({ member, account }) => [
    account === undefined
      ? 'a deleted account'
      : html`<a href="${accountPath(account.id)}">${foreignText(account.email)}</a>`,
    member.role === 'developer' ? 'Developer' : 'Invited',
    dayText(member.createdAt),
  ]),
  empty: 'Nobody.',
})}</section>`
}

/** What is worse about this app than its policy, and whether it works. */
export function warnings(client: Client): Html {
  const weak = client.secrets.filter(({ weak }) => weak).map(({ ending }) => ending)
  const sentences = [
    ...unsafeSentences(client),
    ...weak.map((ending) => `Its secret that ends in ${ending} is short and can be guessed.`),
  ]
  if (sentences.length === 0) return html``
  const effect =
    client.verified || unsafeSentences(client).length === 0
      ? ''
      : html`<p>Switches and values of its own begin to work when it is verified.</p>`
  return notice({
    kind: 'warn',
    id: 'unsafe',
    title: 'This app is less safe than its policy.',
    text: html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>${effect}`,
  })
}
