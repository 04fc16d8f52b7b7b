import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { frameTexts } from '../pages/page-texts.ts'
import { type SignUpProblem, signUpTexts } from './sign-up-texts.ts'

export interface SignUpPageView {
  readonly brand: Brand
  readonly lang: Language
  readonly form: FormTarget
  readonly name: string
  readonly email: string
  readonly minimumLength: number
  readonly signInHref: string
  readonly problem?: SignUpProblem | undefined
}

/** Which field a problem is about; the others are about the whole form. */
const fieldOf: Partial<Record<SignUpProblem, 'name' | 'email' | 'password'>> = {
  name: 'name',
  email: 'email',
  taken: 'email',
  short: 'password',
  common: 'password',
}

export function signUpPage(view: SignUpPageView): Html {
  const { brand, lang, form, problem, signInHref } = view
  const texts = signUpTexts[lang]
  const general = problem !== undefined && fieldOf[problem] === undefined
  const body = html`<div class="card">
<div class="lead"><h1>${texts.title}</h1><p class="soft">${texts.lead(brand.name)}</p></div>
${general ? html`<p class="note bad" role="alert">${texts.problems[problem]}</p>` : ''}
<form class="stack" id="sign-up-form" method="post" action="${form.action}">
${hiddenFields(form)}
${fields(view)}
<div class="actions"><button class="button main" id="sign-up-submit">${texts.submit}</button></div>
</form>
<div class="section small soft"><p>${texts.haveOne} <a href="${signInHref}">${texts.signIn}</a></p></div>
</div>`
  const title = problem === undefined ? texts.title : frameTexts[lang].problemTitle(texts.title)
  return frame({ brand, lang, title, body })
}

function fields({ lang, name, email, minimumLength, problem }: SignUpPageView): Html {
  const texts = signUpTexts[lang]
  const errorOf = (which: 'name' | 'email' | 'password') =>
    problem !== undefined && fieldOf[problem] === which
      ? { error: texts.problems[problem], focused: true }
      : {}
  return html`${field({ name: 'name', label: texts.name, type: 'text', autocomplete: 'name', value: name, maxLength: 100, ...errorOf('name') })}
${field({ name: 'email', label: texts.email, type: 'email', autocomplete: 'username', value: email, ...errorOf('email') })}
${field({ name: 'password', label: texts.password, type: 'password', autocomplete: 'new-password', maxLength: 1024, hint: texts.passwordHint(minimumLength), ...errorOf('password') })}`
}

/** Where the operator alone makes accounts. */
export function signUpClosedPage(brand: Brand, lang: Language, signInHref: string): Html {
  const texts = signUpTexts[lang]
  const body = html`<div class="card"><h1>${texts.closed.title}</h1><p>${texts.closed.text(brand.name)}</p>
<div class="actions"><a class="button main" href="${signInHref}">${texts.signIn}</a></div></div>`
  return frame({ brand, lang, title: texts.closed.title, body })
}
