import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface ChartFrameView {
  /** The element that the page's script draws into; its data stand in the table. */
  readonly id: string
  readonly title: string
  /** The same numbers to read without a pointer (`dataTable` with `narrow: 'scroll'`). */
  readonly table: Html
}

/**
 * A place for a chart, and its table below. Without script the place is empty and not seen, and the table is open; the
 * script closes it when it has drawn.
 */
export function chartFrame({ id, title, table }: ChartFrameView): Html {
  return html`<figure class="chart"><figcaption>${title}</figcaption><div id="${id}" data-chart aria-hidden="true"></div><details open><summary>The numbers as a table</summary>${table}</details></figure>`
}
