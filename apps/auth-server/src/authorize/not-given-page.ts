import type { OAuthError } from '@latchkey/protocol'
import { html } from 'hono/html'
import { type AppView, appAndBrand } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { authorizeTexts } from './authorize-texts.ts'

export interface NotGivenPageView {
  readonly brand: Brand
  readonly lang: Language
  readonly app: AppView
  /** What the app would have been told. */
  readonly error: Pick<OAuthError, 'message' | 'reason'>
}

/** What stands where a code would have stood: an app without a redirect URI cannot be told. */
export function notGivenPage({ brand, lang, app, error }: NotGivenPageView): Html {
  const text = authorizeTexts[lang].notGiven
  const body = html`<div class="card">
${appAndBrand(app, brand)}
<h1>${text.heading(foreignText(app.name))}</h1>
${why(error, lang)}
<p class="soft">${text.again}</p>
</div>`
  return frame({ brand, lang, title: text.title, body })
}

/** What concerns the person is said in their language, what is for the app's developer as the protocol says it. */
function why({ message, reason }: NotGivenPageView['error'], lang: Language): Html {
  const text = authorizeTexts[lang].notGiven
  switch (reason.kind) {
    case 'request denied':
      return html`<p id="oauth-error">${text.denied}</p>`
    case 'client not verified':
      return html`<p id="oauth-error">${text.notVerified}</p>`
    default:
      return html`<p>${text.refused}</p>
<p class="note" id="oauth-error" lang="en">${message}</p>`
  }
}
