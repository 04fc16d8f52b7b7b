import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface Column {
  readonly title: string
  /** `number` aligns to the right; `actions` hides its title from view, not from screen readers. */
  readonly kind?: 'text' | 'number' | 'actions'
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
<tbody role="rowgroup">${rows.map((cells) => html`<tr role="row">${cells.map((cell, at) => cellOf(cell, columns[at], at))}</tr>`)}</tbody>
</table></div>`
}

function columnTitle({ title, kind = 'text' }: Column): Html {
  return html`<th scope="col" role="columnheader"${kind === 'number' ? html` class="number"` : ''}>${
    kind === 'actions' ? html`<span class="unseen">${title}</span>` : title
  }</th>`
}

/** The roles are said aloud because cards on a phone are no table to the browser any more. */
function cellOf(cell: Html | string, column: Column | undefined, at: number): Html {
  if (at === 0) return html`<th scope="row" role="rowheader">${cell}</th>`
  const { title = '', kind = 'text' } = column ?? {}
  return html`<td role="cell"${kind === 'number' ? html` class="number"` : ''}${
    kind === 'actions' ? '' : html` data-label="${title}"`
  }>${kind === 'actions' ? cell : html`<div>${cell}</div>`}</td>`
}
