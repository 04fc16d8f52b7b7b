import { html } from 'hono/html'
import { copyable } from '../pages/copyable.ts'
import { facts } from '../pages/facts.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { itemList } from '../pages/item-list.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { dayText, timeText } from '../pages/time-text.ts'
import type { Account, Client, Grant } from '../store/records.ts'
import { nameOf } from './accounts-page.ts'
import { appItem } from './apps-page.ts'
import { accountPath, appPath } from './operator-page.ts'
import { roleWords } from './role-words.ts'

export interface AccountView {
  readonly account: Account
  readonly isOwn: boolean
  readonly sessions: number
  readonly ownApps: readonly Client[]
  /** The apps that it has connected; absent: the app is gone. */
  readonly connected: readonly { readonly grant: Grant; readonly client: Client | undefined }[]
  readonly done: string | undefined
  readonly history: Html
}

export function accountBody(view: AccountView): Html {
  const { account, done, history, isOwn } = view
  return html`${done === undefined ? '' : notice({ kind: 'good', text: done, isAnswer: true, id: 'done' })}
${stateNotice(account)}
${identity(view)}
${connectedCard(view)}
${ownAppsCard(view)}
${history}
${account.state === 'ended' || isOwn ? '' : ending(account)}`
}

function stateNotice({ state }: Account): Html {
  if (state === 'active') return html``
  return state === 'suspended'
    ? notice({
        kind: 'bad',
        title: 'Suspended.',
        text: 'Nobody can sign in with it, and its tokens are refused, until it is restored.',
      })
    : notice({
        kind: 'bad',
        title: 'Ended.',
        text: 'Its tokens are dead for good, and its e-mail address is not given again.',
      })
}

function identity({ account, sessions, isOwn }: AccountView): Html {
  const name = nameOf(account)
  return html`<section class="card">${sectionHeading({ title: 'Who it is' })}
${facts([
  { term: 'E-mail', value: foreignText(account.email) },
  { term: 'Name', value: name === undefined ? 'not given' : foreignText(name) },
  { term: 'Roles', value: account.roles.map((role) => roleWords[role].title).join(', ') },
  {
    term: 'Account id',
    value: copyable({ id: 'account-id', label: 'Account id', value: account.id, showsLabel: false }),
  },
  { term: 'Since', value: timeText(account.createdAt) },
  { term: 'Password', value: account.passwordHash === '' ? 'not set yet' : 'set' },
  {
    term: 'Signed in',
    value: sessions === 0 ? 'nowhere' : `in ${sessions} ${sessions === 1 ? 'browser' : 'browsers'}`,
  },
])}${isOwn ? html`<p class="small soft">This is your own account. To suspend or end it, or to take the operator’s role from it, ask another operator.</p>` : ''}</section>`
}

/** The ways to the pages that say first what happens. */
export function accountActionLinks({ id, state }: Account, isOwn: boolean): Html {
  const link = (part: string, label: string, kind = 'plain') =>
    html`<a class="button ${kind}" id="${part}" href="${accountPath(id, part)}">${label}</a>`
  const suspension =
    state === 'active' ? link('suspend', 'Suspend', 'danger') : link('restore', 'Restore', 'main')
  return html`${link('roles', 'Change roles')}${state === 'active' ? link('reset', 'Link to set a password') : ''}${isOwn ? '' : suspension}`
}

const mostListed = 20

function connectedCard({ connected }: AccountView): Html {
  const items = connected.slice(0, mostListed).map(({ grant, client }) => ({
    title:
      client === undefined ? html`<code>${foreignText(grant.clientId)}</code>` : foreignText(client.name),
    ...(client !== undefined && { href: appPath(client.clientId) }),
    detail: `since ${dayText(grant.createdAt)}`,
  }))
  return html`<section class="card">${sectionHeading({ title: 'Connected apps' })}
${itemList(items, html`<p class="soft">None.</p>`)}${more(connected.length)}</section>`
}

function ownAppsCard({ ownApps }: AccountView): Html {
  if (ownApps.length === 0) return html``
  return html`<section class="card">${sectionHeading({ title: 'Apps that it develops' })}
${itemList(ownApps.slice(0, mostListed).map(appItem), html``)}${more(ownApps.length)}</section>`
}

function more(count: number): Html {
  return count <= mostListed ? html`` : html`<p class="soft">And ${count - mostListed} more.</p>`
}

function ending({ id }: Account): Html {
  return html`<section class="card danger-zone">${sectionHeading({ title: 'End it for good' })}
<p>Nobody can sign in with it any more, every app loses it, and nobody can bring it back. To stop it for a while, suspend it.</p>
<div class="row"><a class="button danger" id="end" href="${accountPath(id, 'end')}">End this account</a></div></section>`
}
