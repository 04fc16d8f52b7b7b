import { html } from 'hono/html'
import { type AppView, appAndBrand, appLinks } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { appTexts, frameTexts } from '../pages/page-texts.ts'
import { loginTexts } from './login-texts.ts'

export interface LoginPageView {
  readonly brand: Brand
  readonly lang: Language
  readonly form: FormTarget
  /** The app that waits for an answer; absent when nobody waits, and then there is no cancel button. */
  readonly app?: AppView
  /** What was typed, or what the app's `login_hint` says. */
  readonly email?: string
  /** Somebody is signed in, and the page that they want asks for it anew. */
  readonly isAgain?: boolean
  /** The e-mail of who is signed in, when the app asks for another account. */
  readonly otherThan?: string
  readonly problem?: LoginProblem
  /** Absent where people cannot make an account themselves. */
  readonly signUpHref?: string
}

export type LoginProblem =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'busy' }
  /** The page was open for too long, or came from another browser. */
  | { readonly kind: 'stale' }

export function loginPage(view: LoginPageView): Html {
  const { brand, lang, form, app, problem } = view
  const text = loginTexts[lang]
  const body = html`<div class="card">
${app === undefined ? '' : appAndBrand(app, brand)}
<div class="lead"><h1>${text.title}</h1><p class="soft">${purpose(view)}</p></div>
${problem === undefined ? '' : html`<p class="note bad" id="login-problem" role="alert">${problemText(problem, lang)}</p>`}
<form class="stack" id="login-form" method="post" action="${form.action}">
${hiddenFields(form)}
${fields(view)}
<div class="actions">
<button class="button main" id="login-submit" name="decision" value="login">${text.submit}</button>
${app === undefined ? '' : html`<button class="button" id="login-cancel" name="decision" value="cancel" formnovalidate>${text.cancel}</button>`}
</div>
</form>
${help(view)}
</div>`
  const title = problem === undefined ? text.title : frameTexts[lang].problemTitle(text.title)
  return frame({ brand, lang, title, body })
}

function purpose({ brand, lang, app, otherThan, isAgain = false }: LoginPageView): Html | string {
  const text = loginTexts[lang]
  if (isAgain) return text.again
  if (app === undefined) return text.ownAccount(brand.name)
  const name = html`<strong>${foreignText(app.name)}</strong>`
  return otherThan === undefined
    ? text.appWaits(name)
    : text.otherAccount(name, html`<strong>${foreignText(otherThan, 120)}</strong>`)
}

function fields({ lang, email, problem, isAgain = false }: LoginPageView): Html {
  const text = loginTexts[lang]
  const wrong = problem?.kind === 'wrong' ? { errorElsewhere: 'login-problem' } : {}
  const known = email === undefined ? {} : { value: email }
  const focused = (problem !== undefined || isAgain) && email !== undefined
  return html`${field({ name: 'email', label: text.email, type: 'email', autocomplete: 'username', ...known, ...wrong })}
${field({ name: 'password', label: text.password, type: 'password', autocomplete: 'current-password', maxLength: 1024, focused, ...wrong })}`
}

function help({ brand, lang, app, signUpHref, otherThan, isAgain = false }: LoginPageView): Html {
  const text = loginTexts[lang]
  return html`<div class="section small soft">
${signUpHref === undefined || isAgain || otherThan !== undefined ? '' : html`<p>${text.newHere} <a href="${signUpHref}">${text.makeAccount}</a></p>`}
<p>${text.forgotten(brand.name)}</p>
${app === undefined ? '' : aboutApp(app, lang)}
</div>`
}

function aboutApp(app: AppView, lang: Language): Html {
  const pages = appLinks(app, lang)
  if (pages.length === 0) return html``
  return html`<p class="about"><span>${appTexts[lang].moreAboutApp}:</span> ${pages}</p>`
}

function problemText(problem: LoginProblem, lang: Language): string {
  const text = loginTexts[lang]
  return problem.kind === 'wait' ? text.wait(durationInWords(problem.minutes * 60, lang)) : text[problem.kind]
}
