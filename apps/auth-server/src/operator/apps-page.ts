import { html } from 'hono/html'
import { dialectWords } from '../clients/policy-words.ts'
import { emptyState } from '../pages/empty-state.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { type Item, itemList } from '../pages/item-list.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { searchForm } from '../pages/search-form.ts'
import { dayText } from '../pages/time-text.ts'
import type { Client } from '../store/records.ts'
import { appBadges } from './badges.ts'
import { type ListPagerView, listPager } from './list-page.ts'
import { appPath } from './operator-page.ts'

export interface AppsView {
  /** The newest of those whose developers ask for verification. */
  readonly waiting: readonly Client[]
  readonly hasMoreWaiting: boolean
  readonly apps: readonly Client[]
  readonly text: string
  readonly onlyAsked: boolean
  readonly pager: ListPagerView
}

export function appsBody({ waiting, hasMoreWaiting, apps, text, onlyAsked, pager }: AppsView): Html {
  return html`${searchForm({ action: '/operator', label: 'Search apps by name, id, publisher or address', value: text })}
${waiting.length === 0 ? '' : waitingList(waiting, hasMoreWaiting)}
${onlyAsked ? html`<p><a href="/operator">All apps</a></p>` : ''}
${waiting.length === 0 ? '' : sectionHeading({ title: 'All apps' })}
${itemList(apps.map(appItem), nothing(text, onlyAsked))}
${listPager(pager)}`
}

function waitingList(waiting: readonly Client[], hasMore: boolean): Html {
  const items = waiting.map((client) => ({
    ...appItem(client),
    detail: html`${by(client)} · asked on ${dayText(client.verificationAskedAt ?? 0)}`,
  }))
  return html`${sectionHeading({ title: 'Waiting for verification', lead: 'Nobody but their developers and invited people can connect these.' })}
${itemList(items, html``)}
${hasMore ? html`<p><a class="button" href="/operator?asked=1">All that wait</a></p>` : ''}`
}

/** An app as a row of a list. */
export function appItem(client: Client): Item {
  return {
    title: foreignText(client.name),
    href: appPath(client.clientId),
    detail: html`${by(client)} · <code>${foreignText(client.clientId, 40)}</code> · ${dialectWords[client.dialect].title}`,
    aside: appBadges(client),
  }
}

function by({ publisher }: Client): Html {
  return publisher === undefined ? html`No publisher` : html`by ${foreignText(publisher, 60)}`
}

function nothing(text: string, onlyAsked: boolean): Html {
  if (onlyAsked) return emptyState({ title: 'Nobody waits', text: 'No developer asks for verification now.' })
  if (text === '')
    return emptyState({ title: 'No app yet', text: 'Developers register them in the console.' })
  const action = html`<a class="button" href="/operator">All apps</a>`
  return emptyState({ title: 'No app found', text: html`Nothing has “${foreignText(text)}” in it.`, action })
}
