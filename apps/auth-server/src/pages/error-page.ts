import { html } from 'hono/html'
import type { Brand } from './brand.ts'
import { tamed } from './foreign-text.ts'
import { frame } from './frame.ts'
import type { Html } from './html.ts'

export interface ErrorPageView {
  readonly brand: Brand
  /** A few words, ours: `This app cannot be connected`. */
  readonly title: string
  /** What went wrong. May quote the request: it is escaped, cut and kept in its own direction. */
  readonly sentence: string
  /** What the person who reads it can do. */
  readonly cure: string
  /** The id that is also in the log and in the developer's console. */
  readonly errorId: string
}

export function errorPage({ brand, title, sentence, cure, errorId }: ErrorPageView): Html {
  const body = html`<div class="card">
<h1>${title}</h1>
<p class="note bad" id="oauth-error" role="alert" dir="auto">${tamed(sentence, 600)}</p>
<p>${cure}</p>
<div class="section small soft">
<p>Error id <code>${errorId}</code></p>
<p>Give this id to the developer of the app or to support; it is also in the log.</p>
</div>
</div>`
  return frame({ brand, title, body })
}
