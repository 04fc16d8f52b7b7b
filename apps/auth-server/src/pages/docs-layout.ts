import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface DocsLayoutView {
  readonly groups: readonly {
    readonly title: string
    readonly pages: readonly { readonly title: string; readonly href: string; readonly current: boolean }[]
  }[]
  /** Prose: Markdown turned into HTML, or our own. */
  readonly body: Html
}

/**
 * A page of the docs with the list of all pages: at the left on a desktop, folded above it on a phone. The list is there
 * twice and one of them is never shown: what is folded away counts as hidden, whatever a stylesheet says.
 */
export function docsLayout({ groups, body }: DocsLayoutView): Html {
  const list = html`<nav aria-label="Docs">${groups.map(
    ({ title, pages }) =>
      html`<p>${title}</p><ul role="list">${pages.map(
        (page) =>
          html`<li><a href="${page.href}"${page.current ? html` aria-current="page"` : ''}>${page.title}</a></li>`,
      )}</ul>`,
  )}</nav>`
  return html`<div class="docs"><details class="side on-phone"><summary>All pages</summary>${list}</details><div class="side on-desktop">${list}</div><article class="prose">${body}</article></div>`
}
