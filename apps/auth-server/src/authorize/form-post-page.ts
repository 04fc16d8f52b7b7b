import { html } from 'hono/html'
import { type AppView, appAndBrand } from '../pages/app-view.ts'
import { assetsOf } from '../pages/assets.ts'
import type { Brand } from '../pages/brand.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { authorizeTexts } from './authorize-texts.ts'

export interface FormPostPageView {
  readonly brand: Brand
  readonly lang: Language
  readonly app: AppView
  /** The client's redirect URI, http or https. */
  readonly action: string
  /** What is posted there; `undefined` is left out. */
  readonly members: Readonly<Record<string, string | undefined>>
}

/** The answer as a form (OAuth 2.0 Form Post Response Mode §2). A script sends it at once, the button whenever a person likes. */
export function formPostPage({ brand, lang, app, action, members }: FormPostPageView): Html {
  const text = authorizeTexts[lang].formPost
  const fields = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`],
  )
  const body = html`<div class="card">
${appAndBrand(app, brand)}
<h1>${text.heading(foreignText(app.name))}</h1>
<p>${text.onYourWay}</p>
<form class="stack" id="form-post" method="post" action="${action}">${fields}<button class="button main" id="form-post-submit">${text.goOn}</button></form>
<p class="soft small">${text.close}</p>
</div>
<script type="module" src="${assetsOf(brand).script['form-post'].path}"></script>`
  return frame({ brand, lang, title: text.title, body })
}
