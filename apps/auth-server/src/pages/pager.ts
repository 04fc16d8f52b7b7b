import { html } from 'hono/html'
import type { Html } from './html.ts'
import type { Language } from './language.ts'
import { pagerTexts } from './pager-texts.ts'

export interface PagerView {
  /** Absent on the first page. */
  readonly previousHref?: string | undefined
  /** Absent on the last page. */
  readonly nextHref?: string | undefined
  /** Such as `21 to 40 of 212`. */
  readonly text?: string
  readonly lang?: Language
}

/** The way through a long list; nothing when all of it is on one page. */
export function pager({ previousHref, nextHref, text, lang = 'en' }: PagerView): Html {
  if (previousHref === undefined && nextHref === undefined) return html``
  const { label, previous, next } = pagerTexts[lang]
  return html`<nav class="pager" aria-label="${label}">${
    previousHref === undefined
      ? ''
      : html`<a class="button" rel="prev" href="${previousHref}">${previous}</a>`
  }${text === undefined ? '' : html`<p>${text}</p>`}${
    nextHref === undefined ? '' : html`<a class="button" rel="next" href="${nextHref}">${next}</a>`
  }</nav>`
}
