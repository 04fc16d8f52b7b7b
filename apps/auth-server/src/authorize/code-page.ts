import { html } from 'hono/html'
import { type AppView, appAndBrand, publishedBy } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'

export interface CodePageView {
  readonly brand: Brand
  readonly app: AppView
  /** The authorization code, exactly as the app must send it. */
  readonly code: string
  readonly livesSeconds: number
}

export function codePage({ brand, app, code, livesSeconds }: CodePageView): Html {
  // The element holds the code and nothing else: people select it, and programs read it.
  const shown = html`<p class="code${code.length > 16 ? ' long' : ''}"><code id="authorization-code" translate="no">${code}</code></p>`
  const body = html`<div class="card">
${appAndBrand(app, brand)}
<div class="lead"><h1>Your code for ${foreignText(app.name)}</h1>${publishedBy(app)}</div>
${shown}
<p>Type it into the app within ${durationInWords(livesSeconds)}. It works once.</p>
<p class="note warn"><strong>Type this only into the app itself.</strong> Nobody should ask you for it.</p>
<p class="soft small">When the app has it, you can close this page.</p>
</div>`
  return frame({ brand, title: 'Your code', body })
}
