import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface Column {
  readonly title: string
  /** `number` aligns to the right; `short` never breaks (times, ids); `actions` hides its title from view, not from screen readers. */
  readonly kind?: 'text' | 'short' | 'number' | 'actions'
}

export interface DataTableView {
  /** What the table holds; also its name for screen readers. */
  readonly caption: string
  /** Off where a heading right above says the same. */
  readonly showsCaption?: boolean
  readonly columns: readonly Column[]
  /** The first cell of a row names the row. */
  readonly rows: readonly (readonly (Html | string)[])[]
  /** In place of the table when it has no rows. */
  readonly empty: Html | string
  /** On a phone: each row a card (the default), or a table that scrolls sideways (for many columns of numbers). */
  readonly narrow?: 'cards' | 'scroll'
}

/** A table that stays readable on a phone. */
export function dataTable(view: DataTableView): Html {
  const { caption, columns, rows, empty, narrow = 'cards' } = view
  if (rows.length === 0) return typeof empty === 'string' ? html`<p class="soft">${empty}</p>` : empty
  return html`<div class="table ${narrow}"${
    narrow === 'scroll' ? html` role="region" aria-label="${caption}" tabindex="0"` : ''
  }>
<table role="table">
<caption${view.showsCaption === false ? html` class="unseen"` : ''}>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(columnTitle)}</tr></thead>
<tbody role="rowgroup">${rows.map((cells) => html`<tr role="row">${cells.map((cell, at) => cellOf(cell, columns[at] ?? { title: '' }, at))}</tr>`)}</tbody>
</table></div>`
}

function columnTitle({ title, kind = 'text' }: Column): Html {
  return html`<th scope="col" role="columnheader"${classOf(kind)}>${
    kind === 'actions' ? html`<span class="unseen">${title}</span>` : title
  }</th>`
}

function classOf(kind: Column['kind']): Html {
  return kind === 'number' || kind === 'short' ? html` class="${kind}"` : html``
}

/** The roles are said aloud because cards on a phone are no table to the browser any more. */
function cellOf(cell: Html | string, { title, kind = 'text' }: Column, at: number): Html {
  if (at === 0) return html`<th scope="row" role="rowheader"${classOf(kind)}>${cell}</th>`
  if (kind === 'actions') return html`<td role="cell">${cell}</td>`
  return html`<td role="cell"${classOf(kind)} data-label="${title}"><div>${cell}</div></td>`
}
