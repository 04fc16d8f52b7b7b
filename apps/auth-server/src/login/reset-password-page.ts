import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { checkboxField } from '../pages/form-choices.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { frameTexts } from '../pages/page-texts.ts'
import { disconnectTexts } from './disconnect-texts.ts'
import { resetPasswordTexts } from './login-texts.ts'

export type ResetPasswordPageView = { readonly brand: Brand; readonly lang: Language } & (
  | {
      readonly state: 'form'
      /** `request` carries the value of the link. */
      readonly form: FormTarget
      readonly email: string
      readonly minimumLength: number
      readonly problem?: 'different' | 'short' | 'common' | 'busy'
    }
  | { readonly state: 'done'; readonly signInHref: string }
  | { readonly state: 'expired' }
)

type FormView = Extract<ResetPasswordPageView, { state: 'form' }>

export function resetPasswordPage(view: ResetPasswordPageView): Html {
  const { done, expired } = resetPasswordTexts[view.lang]
  switch (view.state) {
    case 'form':
      return formPage(view)
    case 'done':
      return messagePage(
        view,
        done.title,
        html`<p id="reset-password-done">${done.text}</p>
<div class="actions"><a class="button main" href="${view.signInHref}">${done.signIn}</a></div>`,
      )
    case 'expired':
      return messagePage(
        view,
        expired.title,
        html`<p>${expired.text}</p><p>${expired.askSupport(view.brand.name)}</p>`,
      )
  }
}

function formPage(view: FormView): Html {
  const { brand, lang, form, email, problem } = view
  const text = resetPasswordTexts[lang]
  const body = html`<div class="card">
<h1>${text.heading}</h1>
<form class="stack" id="reset-password-form" method="post" action="${form.action}">
${hiddenFields(form)}
${field({ name: 'email', label: text.account, type: 'email', autocomplete: 'username', value: email, readOnly: true })}
${passwordFields(view)}
${checkboxField({ name: 'disconnect', ...disconnectTexts[lang] })}
<div class="actions"><button class="button main" id="reset-password-submit">${text.submit}</button></div>
</form>
</div>`
  const title = problem === undefined ? text.title : frameTexts[lang].problemTitle(text.title)
  return frame({ brand, lang, title, body })
}

function passwordFields({ lang, minimumLength, problem }: FormView): Html {
  const text = resetPasswordTexts[lang]
  const wrong = problem === undefined ? {} : { error: problemText(problem, lang, minimumLength) }
  const first = problem === 'different' ? {} : wrong
  const second = problem === 'different' ? wrong : {}
  const password = { type: 'password', autocomplete: 'new-password', maxLength: 1024 } as const
  const hint = text.passwordHint(minimumLength)
  return html`${field({ ...password, name: 'password', label: text.password, hint, ...first })}
${field({ ...password, name: 'password_again', label: text.passwordAgain, ...second })}`
}

function problemText(
  problem: NonNullable<FormView['problem']>,
  lang: Language,
  minimumLength: number,
): string {
  const text = resetPasswordTexts[lang]
  return problem === 'short' ? text.short(minimumLength) : text[problem]
}

function messagePage({ brand, lang }: ResetPasswordPageView, title: string, content: Html): Html {
  return frame({ brand, lang, title, body: html`<div class="card"><h1>${title}</h1>${content}</div>` })
}
