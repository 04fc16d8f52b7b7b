import { html } from 'hono/html'
import { disconnectTexts } from '../login/disconnect-texts.ts'
import { type FieldView, type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { checkboxField } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { notice } from '../pages/notice.ts'
import { type AccountProblem, accountTexts } from './account-texts.ts'
import { homeTexts } from './home-texts.ts'

export interface ProfileFormView {
  readonly lang: Language
  readonly form: FormTarget
  /** What the field holds at first, or what was typed. */
  readonly value: string
  readonly problem: AccountProblem | undefined
}

export function nameBody({ lang, form, value, problem }: ProfileFormView): Html {
  const text = accountTexts[lang]
  const { hint } = text.nameForm
  const wrong = errorIf(lang, problem, ['name'])
  const name = { name: 'name', type: 'text', autocomplete: 'name', maxLength: 100 } as const
  return formCard(lang, 'name', form, field({ ...name, label: text.name, value, hint, ...wrong }))
}

export function emailBody({ lang, form, value, problem }: ProfileFormView): Html {
  const { label, hint } = accountTexts[lang].emailForm
  const wrong = errorIf(lang, problem, ['email', 'taken', 'wait'])
  const email = { name: 'email', type: 'email', autocomplete: 'email' } as const
  return formCard(lang, 'email', form, field({ ...email, label, value, hint, ...wrong }))
}

export interface PasswordFormView extends Omit<ProfileFormView, 'value'> {
  readonly email: string
  readonly minimumLength: number
  readonly disconnects: boolean
}

export function passwordBody(view: PasswordFormView): Html {
  const { lang, form, email, minimumLength, problem, disconnects } = view
  const text = accountTexts[lang]
  const { label, hint, again } = text.passwordForm
  const password = { type: 'password', autocomplete: 'new-password', maxLength: 1024 } as const
  const general = problem === 'busy' || problem === 'changed' ? text.problems[problem] : undefined
  // A password manager wants to know whose password it is.
  return html`${general === undefined ? '' : notice({ kind: 'bad', id: 'problem', text: general, isAnswer: true })}
${formCard(
  lang,
  'password',
  form,
  html`${field({ name: 'email', label: text.email, type: 'email', autocomplete: 'username', value: email, readOnly: true })}
${field({ ...password, name: 'password', label, hint: hint(minimumLength), ...errorIf(lang, problem, ['short', 'common']) })}
${field({ ...password, name: 'password_again', label: again, ...errorIf(lang, problem, ['different']) })}
${checkboxField({ name: 'disconnect', ...disconnectTexts[lang], checked: disconnects })}`,
)}`
}

function errorIf(
  lang: Language,
  problem: AccountProblem | undefined,
  own: readonly AccountProblem[],
): Pick<FieldView, 'error' | 'focused'> {
  return problem !== undefined && own.includes(problem)
    ? { error: accountTexts[lang].problems[problem], focused: true }
    : {}
}

function formCard(lang: Language, id: string, form: FormTarget, fields: Html): Html {
  return html`<section class="card"><form class="form" id="${id}-form" method="post" action="${form.action}">
${hiddenFields(form)}
${fields}
<div class="actions">
<button class="button main" id="${id}-submit">${accountTexts[lang].save}</button>
<a class="button" id="${id}-cancel" href="/home/account">${homeTexts[lang].cancel}</a>
</div></form></section>`
}
