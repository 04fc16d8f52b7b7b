import { html } from 'hono/html'
import { copyButton } from './copyable.ts'
import type { Html } from './html.ts'

export interface CodeBlockView {
  /** Unique on the page; the element with this id holds the code and nothing else. */
  readonly id: string
  readonly code: string
  /** What it is: `token.py`, `Request`. Different for each block of a page, as screen readers list them. */
  readonly label: string
  /** The same characters with tokens marked up (`hljs-…`); absent shows the code plain. */
  readonly highlighted?: Html
  /** Stands beside the label, such as a status. */
  readonly badge?: Html
}

/** Code to read and copy. Long lines scroll inside it, by keyboard too. The page must load the script `copy`. */
export function codeBlock({ id, code, label, highlighted, badge }: CodeBlockView): Html {
  return html`<figure class="snippet"><figcaption id="${id}-label">${label}${badge ?? ''}${copyButton(id, label)}</figcaption>
<pre tabindex="0" role="group" aria-label="${label}"><code id="${id}" translate="no">${highlighted ?? code}</code></pre></figure>`
}
