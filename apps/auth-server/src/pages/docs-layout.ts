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

/** A page of the docs with the list of all pages: at the left on a desktop, folded above it on a phone. */
export function docsLayout({ groups, body }: DocsLayoutView): Html {
  return html`<div class="docs"><details class="side"><summary>All pages</summary><nav aria-label="Docs">${groups.map(
    ({ title, pages }) =>
      html`<h2>${title}</h2><ul role="list">${pages.map(
        (page) =>
          html`<li><a href="${page.href}"${page.current ? html` aria-current="page"` : ''}>${page.title}</a></li>`,
      )}</ul>`,
  )}</nav></details><article class="prose">${body}</article></div>`
}
