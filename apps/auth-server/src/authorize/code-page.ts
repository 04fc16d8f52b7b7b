import { html } from 'hono/html'
import { type AppView, appAndBrand, publishedBy } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { authorizeTexts } from './authorize-texts.ts'

export interface CodePageView {
  readonly brand: Brand
  readonly lang: Language
  readonly app: AppView
  /** The authorization code, exactly as the app must send it. */
  readonly code: string
  readonly livesSeconds: number
}

export function codePage({ brand, lang, app, code, livesSeconds }: CodePageView): Html {
  const text = authorizeTexts[lang].code
  // The element holds the code and nothing else: people select it, and programs read it.
  const shown = html`<p class="code${code.length > 16 ? ' long' : ''}"><code id="authorization-code" translate="no">${code}</code></p>`
  const body = html`<div class="card">
${appAndBrand(app, brand)}
<div class="lead"><h1>${text.heading(foreignText(app.name))}</h1>${publishedBy(app, lang)}</div>
${shown}
<p>${text.typeIt(durationInWords(livesSeconds, lang))}</p>
<p class="note warn"><strong>${text.onlyThere}</strong> ${text.nobodyAsks}</p>
<p class="soft small">${text.close}</p>
</div>`
  return frame({ brand, lang, title: text.title, body })
}
