import { html } from 'hono/html'
import type { Brand } from './brand.ts'
import { tamed } from './foreign-text.ts'
import { frame } from './frame.ts'
import type { Html } from './html.ts'
import type { Language } from './language.ts'
import { errorTexts } from './page-texts.ts'

export interface ErrorPageView {
  readonly brand: Brand
  /** Absent where title, sentence and cure exist in English only. */
  readonly lang?: Language
  /** A few words, ours: `This app cannot be connected`. */
  readonly title: string
  /** What went wrong, in the reader's language; present where the sentence is the protocol's own English. */
  readonly lead?: string
  /** What went wrong. May quote the request: it is escaped, cut and kept in its own direction. */
  readonly sentence: string
  /** What the person who reads it can do. */
  readonly cure: string
  /** The same page once more, present where asking again may help. */
  readonly retryHref?: string
  /** The id that is also in the log and in the developer's console. */
  readonly errorId: string
  /** Where the console explains it, present where the app is known. Others than its developers find nothing there. */
  readonly consoleHref?: string
}

export function errorPage({ brand, lang = 'en', ...view }: ErrorPageView): Html {
  const { title, lead, sentence, cure, retryHref, errorId, consoleHref } = view
  const text = errorTexts[lang]
  const body = html`<div class="card">
<h1>${title}</h1>
${lead === undefined ? '' : html`<p>${lead}</p>`}
<p class="note bad" id="oauth-error" role="alert"${lead === undefined ? '' : html` lang="en"`} dir="auto">${tamed(sentence, 600)}</p>
<p>${cure}</p>
${retryHref === undefined ? '' : html`<p><a class="button" id="try-again" href="${retryHref}">${text.tryAgain}</a></p>`}
<div class="section small soft">
<p>${text.errorId} <code>${errorId}</code></p>
<p>${text.useOfErrorId}</p>
${consoleHref === undefined ? '' : html`<p><a href="${consoleHref}">${text.inConsole}</a></p>`}
</div>
</div>`
  return frame({ brand, lang, title, body })
}
