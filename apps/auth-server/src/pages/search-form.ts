import { html } from 'hono/html'
import { field } from './form.ts'
import type { Html } from './html.ts'

export interface SearchFormView {
  /** A path on this server; what was typed comes as `?NAME=`. */
  readonly action: string
  /** `q` if absent. */
  readonly name?: string
  readonly label: string
  /** What is being looked for now. */
  readonly value?: string
}

/** One field and its button; a GET, so that a result has an address. */
export function searchForm({ action, name = 'q', label, value = '' }: SearchFormView): Html {
  return html`<form class="search" role="search" method="get" action="${action}">${field({
    name,
    label,
    value,
    type: 'search',
    autocomplete: 'off',
    optional: true,
    showsOptional: false,
  })}<button class="button">Search</button></form>`
}
