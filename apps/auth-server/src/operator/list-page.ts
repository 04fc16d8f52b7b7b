import type { Context } from 'hono'
import { html } from 'hono/html'
import { searchText } from '../audit/decode-audit-query.ts'
import { type Cursor, cursorText, decodeCursor } from '../audit/decode-cursor.ts'
import type { Html } from '../pages/html.ts'

export const rowsOfPage = 50

/** What a list is asked for by its address. */
export interface ListQuery {
  readonly text: string
  readonly before: Cursor | undefined
}

export function listQuery(c: Context): ListQuery {
  return { text: searchText(c.req.query('q')), before: decodeCursor(c.req.query('before')) }
}

/** The rows of a page, and where the next one begins: one row more than is shown tells whether there is any. */
export function pageOf<T>(
  rows: readonly T[],
  cursorOf: (row: T) => Cursor,
): { readonly shown: readonly T[]; readonly next: Cursor | undefined } {
  const shown = rows.slice(0, rowsOfPage)
  const last = shown.at(-1)
  return { shown, next: rows.length > rowsOfPage && last !== undefined ? cursorOf(last) : undefined }
}

/** The way through a list that is read from its newest row on; nothing when all of it is on one page. */
export function listPager({ newestHref, olderHref }: ListPagerView): Html {
  if (newestHref === undefined && olderHref === undefined) return html``
  return html`<nav class="pager" aria-label="Pages of the list">${
    newestHref === undefined ? '' : html`<a class="button" href="${newestHref}">Newest</a>`
  }${olderHref === undefined ? '' : html`<a class="button" rel="next" href="${olderHref}">Older</a>`}</nav>`
}

export interface ListPagerView {
  readonly newestHref: string | undefined
  readonly olderHref: string | undefined
}

/** The addresses of a list's first and next page; `kept` goes with both. */
export function pagerOf(
  path: string,
  { before }: Pick<ListQuery, 'before'>,
  next: Cursor | undefined,
  kept: Readonly<Record<string, string>>,
): ListPagerView {
  const href = (more: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ ...kept, ...more }).toString()
    return query === '' ? path : `${path}?${query}`
  }
  return {
    newestHref: before === undefined ? undefined : href({}),
    olderHref: next === undefined ? undefined : href({ before: cursorText(next) }),
  }
}
