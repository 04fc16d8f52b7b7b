import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { docsLayout } from '../pages/docs-layout.ts'
import type { Html } from '../pages/html.ts'
import { searchForm } from '../pages/search-form.ts'
import { siteFrame, type Visitor } from '../pages/site-frame.ts'
import { type DocumentPage, documentGroups, documentPages, samplesPage } from './document-pages.ts'
import type { RenderedMarkdown } from './markdown/render-markdown.ts'
import type { Heading } from './markdown/sections-of.ts'

export interface DocumentPageView {
  readonly brand: Brand
  readonly visitor: Visitor | undefined
  readonly page: DocumentPage
  readonly content: RenderedMarkdown
}

export function documentPage({ brand, visitor, page, content }: DocumentPageView): Html {
  const body = html`<h1>${page.heading ?? page.title}</h1>
<p>${page.summary}</p>
${onThisPage(content.headings)}
${content.body}
${wayOn(page)}`
  return docsFrame({ brand, visitor, title: page.title, path: page.path, body })
}

export interface DocsFrameView {
  readonly brand: Brand
  readonly visitor: Visitor | undefined
  /** Plain words of ours. */
  readonly title: string
  /** Marks the page in the list of all pages. */
  readonly path: string
  /** What was searched for. */
  readonly query?: string
  readonly body: Html
}

/** A page of the documentation: the list of all pages, a search, and a body with a heading of its own. */
export function docsFrame({ brand, visitor, title, path, query = '', body }: DocsFrameView): Html {
  const linkTo = (one: Pick<DocumentPage, 'path' | 'title'>) => ({
    title: one.title,
    href: one.path,
    current: one.path === path,
  })
  const groups = documentGroups.map((group, at) => ({
    title: group.title,
    pages: [...group.pages, ...(at === documentGroups.length - 1 ? [samplesPage] : [])].map(linkTo),
  }))
  const search = searchForm({ action: '/docs/search', label: 'Search the docs', value: query })
  const content = html`${search}${docsLayout({ groups, body })}`
  return siteFrame({ brand, visitor, section: 'docs', title, body: content, scripts: ['copy'] })
}

/** Folded: on a phone the text comes first. */
function onThisPage(headings: readonly Heading[]): Html {
  if (headings.length < 4) return html``
  return html`<details class="toc"><summary>On this page</summary><nav aria-label="On this page"><ul role="list">${headings.map(
    ({ level, anchor, text }) =>
      html`<li${level === 3 ? html` class="deep"` : ''}><a href="#${anchor}">${text}</a></li>`,
  )}</ul></nav></details>`
}

/** The page before and the page after, in the order of reading. */
function wayOn(page: DocumentPage): Html {
  const at = documentPages.indexOf(page)
  const [before, after] = [documentPages[at - 1], documentPages[at + 1] ?? samplesPage]
  return html`<nav class="pager" aria-label="Next pages">${
    before === undefined ? '' : html`<a class="button" rel="prev" href="${before.path}">← ${before.title}</a>`
  }<a class="button" rel="next" href="${after.path}">${after.title} →</a></nav>`
}
