import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface CopyableView {
  /** Unique on the page; the element with this id holds the value and nothing else. */
  readonly id: string
  readonly value: string
  /** What it is, such as `Client id`. */
  readonly label: string
  /** Off where the label stands beside it already, as in a list of facts. */
  readonly showsLabel?: boolean
}

/** A value of one line with a copy button; one press selects it whole. The page must load the script `copy`. */
export function copyable({ id, value, label, showsLabel = true }: CopyableView): Html {
  return html`<div class="copyable${value.length > 30 ? ' long' : ''}">${showsLabel ? html`<span class="label">${label}</span>` : ''}<code id="${id}" translate="no">${value}</code>${copyButton(id, label)}</div>`
}

/** Hidden until its script has given it its work. */
export function copyButton(id: string, label: string): Html {
  return html`<button class="button copy" type="button" hidden data-copy="${id}">Copy<span class="unseen"> ${label}</span></button>`
}

/** The only time that a secret is shown. */
export function secretOnce({ text, ...value }: CopyableView & { readonly text: Html | string }): Html {
  return html`<div class="once" role="status">${copyable(value)}<p>${text}</p></div>`
}

/** A secret that cannot be shown: dots, and the last characters that the store has of it. */
export function masked(lastCharacters = ''): Html {
  const spoken = lastCharacters === '' ? 'hidden' : 'hidden, ends in '
  return html`<span class="masked"><span aria-hidden="true">••••••••</span><span class="unseen">${spoken}</span><code>${lastCharacters}</code></span>`
}
