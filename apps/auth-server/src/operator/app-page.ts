import { html } from 'hono/html'
import { masked } from '../pages/copyable.ts'
import { dataTable } from '../pages/data-table.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { dayText, timeText } from '../pages/time-text.ts'
import type { Client } from '../store/records.ts'
import { identityCard, membersCard, redirectsCard, rulesCard, warnings } from './app-facts.ts'
import { waits } from './badges.ts'
import type { JudgedApp } from './find-app.ts'
import { metadataCard } from './metadata-facts.ts'
import { appPath } from './operator-page.ts'

export interface AppView {
  readonly app: JudgedApp
  /** What was just done. */
  readonly done: string | undefined
  /** The last entries of the log about it. */
  readonly history: Html
}

export function appBody({ app, done, history }: AppView): Html {
  const { client } = app
  return html`${done === undefined ? '' : notice({ kind: 'good', text: done, isAnswer: true, id: 'done' })}
${stateNotice(client)}${warnings(client)}${asks(client)}
${identityCard(app)}
${rulesCard(client)}
${redirectsCard(client)}
${metadataCard(client)}
${membersCard(app)}
${secretsCard(client)}
${history}
${client.state === 'ended' ? '' : ending(client)}`
}

function stateNotice({ state }: Client): Html {
  if (state === 'active') return html``
  return state === 'suspended'
    ? notice({
        kind: 'bad',
        title: 'Suspended.',
        text: 'Nobody can connect it and its tokens are refused, until it is restored.',
      })
    : notice({
        kind: 'bad',
        title: 'Ended.',
        text: 'Its tokens are dead for good, and its client id is never given again.',
      })
}

function asks(client: Client): Html {
  if (!waits(client)) return html``
  return notice({
    kind: 'plain',
    title: 'Its developer asks for verification.',
    text: `Since ${timeText(client.verificationAskedAt ?? 0)}. Look at who it is and where it takes people, then decide.`,
  })
}

function secretsCard({ secrets }: Client): Html {
  if (secrets.length === 0) return html``
  return html`<section class="card">${sectionHeading({ title: 'Secrets' })}
${dataTable({
  caption: 'Secrets of this app',
  showsCaption: false,
  columns: [
    { title: 'Label' },
    { title: 'Secret' },
    { title: 'Made', kind: 'short' },
    { title: 'Expires', kind: 'short' },
    { title: 'Last used', kind: 'short' },
  ],
  rows: secrets.map(({ label, ending, createdAt, expiresAt, lastUsedAt }) => [
    foreignText(label),
    masked(ending),
    dayText(createdAt),
    expiresAt === undefined ? 'never' : dayText(expiresAt),
    lastUsedAt === undefined ? 'never' : timeText(lastUsedAt),
  ]),
  empty: '',
})}</section>`
}

/** The ways to the pages that say first what happens. */
export function appActionLinks(client: Client): Html {
  return html`${actionsOf(client).map(({ part, label, kind }) => {
    return html`<a class="button ${kind}" id="${part}" href="${appPath(client.clientId, part)}">${label}</a>`
  })}`
}

function actionsOf({ state, verified }: Client) {
  return [
    verified
      ? { part: 'unverify', label: 'Take back the verification', kind: 'plain' }
      : { part: 'verify', label: 'Verify', kind: 'main' },
    state === 'active'
      ? { part: 'suspend', label: 'Suspend', kind: 'danger' }
      : { part: 'restore', label: 'Restore', kind: 'main' },
  ]
}

function ending({ clientId }: Client): Html {
  return html`<section class="card danger-zone">${sectionHeading({ title: 'End it for good' })}
<p>Every token of it is dead from then on, and nobody can bring it back. To stop it for a while, suspend it.</p>
<div class="row"><a class="button danger" id="end" href="${appPath(clientId, 'end')}">End this app</a></div></section>`
}
