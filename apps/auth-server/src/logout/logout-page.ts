import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { logoutTexts } from './logout-texts.ts'

export interface LogoutPageView {
  readonly brand: Brand
  readonly lang: Language
  readonly form: FormTarget
  readonly email: string
  /** The app that sent the person here, if one did. */
  readonly appName?: string
}

export interface LogoutDonePageView {
  readonly brand: Brand
  readonly lang: Language
  readonly signInHref: string
}

export function logoutPage({ brand, lang, form, email, appName }: LogoutPageView): Html {
  const text = logoutTexts[lang]
  const strong = (name: string, limit?: number) => html`<strong>${foreignText(name, limit)}</strong>`
  const body = html`<div class="card">
<div class="lead"><h1>${text.heading}</h1>
${appName === undefined ? '' : html`<p class="soft">${text.appAsks(strong(appName), brand.name)}</p>`}
<p class="soft">${text.signedInAs(strong(email, 120))}</p></div>
<form id="logout-form" method="post" action="${form.action}">
${hiddenFields(form)}
<div class="actions">
<button class="button main" id="logout-confirm" name="decision" value="logout">${text.confirm}</button>
<button class="button" id="logout-cancel" name="decision" value="stay">${text.cancel}</button>
</div>
</form>
</div>`
  return frame({ brand, lang, title: text.title, body })
}

export function logoutDonePage({ brand, lang, signInHref }: LogoutDonePageView): Html {
  const text = logoutTexts[lang]
  const body = html`<div class="card">
<div class="lead" id="logout-done"><h1>${text.doneHeading}</h1>
<p class="soft">${text.done(brand.name)}</p></div>
<div class="actions"><a class="button" href="${signInHref}">${text.signInAgain}</a></div>
</div>`
  return frame({ brand, lang, title: text.doneTitle, body })
}
