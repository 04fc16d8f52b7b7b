import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface Item {
  /** A name that people wrote goes in as `foreignText`. */
  readonly title: Html | string
  /** The page about this item; the whole row leads there. */
  readonly href?: string
  readonly detail?: Html | string
  /** Badges, a date, or a small form, at the end of the row. */
  readonly aside?: Html
  /** One letter or sign. */
  readonly tile?: Html | string
}

/** Apps, homes, devices: each a row with a name. An empty list shows `empty` (see `emptyState`). */
export function itemList(items: readonly Item[], empty: Html): Html {
  return items.length === 0 ? empty : html`<ul class="items" role="list">${items.map(row)}</ul>`
}

function row({ title, href, detail, aside, tile }: Item): Html {
  const name =
    href === undefined
      ? html`<span class="title">${title}</span>`
      : html`<a class="title" href="${href}">${title}</a>`
  return html`<li>${tile === undefined ? '' : html`<span class="tile" aria-hidden="true">${tile}</span>`}<div class="what">${name}${
    detail === undefined ? '' : html`<span class="detail">${detail}</span>`
  }</div>${aside === undefined ? '' : html`<div class="aside">${aside}</div>`}</li>`
}
