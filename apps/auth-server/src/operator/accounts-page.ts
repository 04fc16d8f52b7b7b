import { html } from 'hono/html'
import { emptyState } from '../pages/empty-state.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { type Item, itemList } from '../pages/item-list.ts'
import { searchForm } from '../pages/search-form.ts'
import { dayText } from '../pages/time-text.ts'
import type { Account } from '../store/records.ts'
import { accountBadges } from './badges.ts'
import { type ListPagerView, listPager } from './list-page.ts'
import { accountPath } from './operator-page.ts'

export interface AccountsView {
  readonly accounts: readonly Account[]
  readonly text: string
  readonly pager: ListPagerView
}

export function accountsBody({ accounts, text, pager }: AccountsView): Html {
  const items = accounts.map(accountItem)
  return html`${searchForm({ action: '/operator/accounts', label: 'Search accounts by e-mail or name', value: text })}
${itemList(items, nothing(text))}
${listPager(pager)}`
}

function accountItem(account: Account): Item {
  const aside = accountBadges(account)
  return {
    title: foreignText(account.email),
    href: accountPath(account.id),
    detail: html`${named(account)}since ${dayText(account.createdAt)}`,
    ...(aside && { aside }),
  }
}

function named(account: Account): Html {
  const name = nameOf(account)
  return name === undefined ? html`` : html`${foreignText(name, 60)} · `
}

/** The name that a person has given, or an operator. */
export function nameOf({ claims }: Account): string | undefined {
  return typeof claims.name === 'string' && claims.name !== '' ? claims.name : undefined
}

function nothing(text: string): Html {
  if (text === '') return emptyState({ title: 'No account yet', text: 'People make accounts by signing up.' })
  const action = html`<a class="button" href="/operator/accounts">All accounts</a>`
  return emptyState({
    title: 'No account found',
    text: html`Nobody has “${foreignText(text)}” in e-mail or name.`,
    action,
  })
}
