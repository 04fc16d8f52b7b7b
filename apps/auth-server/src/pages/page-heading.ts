import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface PageHeadingView {
  /** Names that people wrote go in as `foreignText`. */
  readonly title: Html | string
  readonly badges?: Html
  /** One sentence: what this page is for. */
  readonly lead?: Html | string
  /** Buttons, the main one first. */
  readonly actions?: Html
}

/** The top of a page: what it is about, and what can be done with it. Goes to `siteFrame` as `heading`. */
export function pageHeading(view: PageHeadingView): Html {
  return heading(view, html`<h1>${view.title}${view.badges ?? ''}</h1>`)
}

/** The same for a part of a page, as `h2`. */
export function sectionHeading(view: PageHeadingView): Html {
  return heading(view, html`<h2>${view.title}${view.badges ?? ''}</h2>`)
}

function heading({ lead, actions }: PageHeadingView, title: Html): Html {
  return html`<div class="heading"><div>${title}${lead === undefined ? '' : html`<p>${lead}</p>`}</div>${
    actions === undefined ? '' : html`<div class="row">${actions}</div>`
  }</div>`
}
