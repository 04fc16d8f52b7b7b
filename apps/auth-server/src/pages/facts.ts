import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface Fact {
  readonly term: string
  readonly value: Html | string
}

/** What is known about one thing, a line each. */
export function facts(list: readonly Fact[]): Html {
  return html`<dl class="facts">${list.map(({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
}

/** A few numbers at a glance. */
export function figures(list: readonly Fact[]): Html {
  return html`<dl class="figures">${list.map(({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
}
