import { html } from 'hono/html'
import type { Brand } from '../../pages/brand.ts'
import { emptyState } from '../../pages/empty-state.ts'
import { foreignText } from '../../pages/foreign-text.ts'
import type { Html } from '../../pages/html.ts'
import { itemList } from '../../pages/item-list.ts'
import type { Visitor } from '../../pages/site-frame.ts'
import { docsFrame } from '../document-page.ts'
import { excerpt, markWords, meetsAny } from './excerpt.ts'
import type { Found } from './search-index.ts'

export interface SearchPageView {
  readonly brand: Brand
  readonly visitor: Visitor | undefined
  readonly query: string
  readonly found: readonly Found[]
}

export function searchPage({ brand, visitor, query, found }: SearchPageView): Html {
  const body = html`<h1>Search</h1>
${query === '' ? html`<p>Type what you look for: a parameter, an error code, a word.</p>` : results(query, found)}`
  return docsFrame({ brand, visitor, title: 'Search', path: '/docs/search', query, body })
}

function results(query: string, found: readonly Found[]): Html {
  const none = emptyState({
    title: 'Nothing was found.',
    text: 'Try one word of it, or the name of a parameter or an error code.',
    action: html`<a class="button" href="/docs">All pages</a>`,
  })
  return html`<p id="search-count" role="status">${countOf(found)} for “${foreignText(query, 200)}”</p>
${itemList(found.map(item), none)}`
}

function countOf({ length }: readonly Found[]): string {
  if (length === 0) return 'No place'
  return length === 1 ? 'One place' : `${length} places`
}

function item({ href, pageTitle, heading, text, code, words }: Found) {
  const title = heading === undefined ? pageTitle : html`${pageTitle}: ${markWords(heading, words)}`
  return { href, title, detail: excerpt(meetsAny(text, words) || code === '' ? text : code, words) }
}
