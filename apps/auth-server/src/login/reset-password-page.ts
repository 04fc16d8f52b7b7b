import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'

export type ResetPasswordPageView =
  | {
      readonly state: 'form'
      readonly brand: Brand
      /** `request` carries the value of the link. */
      readonly form: FormTarget
      readonly email: string
      readonly minimumLength: number
      readonly problem?: 'different' | 'short' | 'common' | 'busy'
    }
  | { readonly state: 'done'; readonly brand: Brand; readonly signInHref: string }
  | { readonly state: 'expired'; readonly brand: Brand }

type FormView = Extract<ResetPasswordPageView, { state: 'form' }>

export function resetPasswordPage(view: ResetPasswordPageView): Html {
  switch (view.state) {
    case 'form':
      return formPage(view)
    case 'done':
      return messagePage(view.brand, 'Your password is changed', donePart(view.signInHref))
    case 'expired':
      return messagePage(view.brand, 'This link no longer works', expiredPart(view.brand))
  }
}

function formPage({ brand, form, email, minimumLength, problem }: FormView): Html {
  const wrong = problem === undefined ? {} : { error: problemText(problem, minimumLength) }
  const first = problem === 'different' ? {} : wrong
  const second = problem === 'different' ? wrong : {}
  const password = { type: 'password', autocomplete: 'new-password', maxLength: 1024 } as const
  const body = html`<div class="card">
<h1>Set a new password</h1>
<form class="stack" id="reset-password-form" method="post" action="${form.action}">
${hiddenFields(form)}
${field({ name: 'email', label: 'Account', type: 'email', autocomplete: 'username', value: email, readOnly: true })}
${field({ ...password, name: 'password', label: 'New password', hint: `At least ${minimumLength} characters. A few unusual words are better than one odd one.`, ...first })}
${field({ ...password, name: 'password_again', label: 'New password, again', ...second })}
<div class="actions"><button class="button main" id="reset-password-submit">Set password</button></div>
</form>
</div>`
  return frame({ brand, title: problem === undefined ? 'New password' : 'Problem: New password', body })
}

function problemText(problem: NonNullable<FormView['problem']>, minimumLength: number): string {
  switch (problem) {
    case 'different':
      return 'The two passwords differ. Type the same one twice.'
    case 'short':
      return `That is too short. Use at least ${minimumLength} characters.`
    case 'busy':
      return 'The server is busy and could not set it. Wait a moment, then try again.'
    case 'common':
      return 'That password is well known, so it is easily guessed. Choose another one.'
  }
}

function donePart(signInHref: string): Html {
  return html`<p id="reset-password-done">Sign in with it from now on. You have been signed out everywhere else.</p>
<div class="actions"><a class="button main" href="${signInHref}">Sign in</a></div>`
}

function expiredPart(brand: Brand): Html {
  return html`<p>Links to set a password work once and for a short time. Your password is as it was.</p>
<p>Ask ${brand.name} support for a new link.</p>`
}

function messagePage(brand: Brand, title: string, content: Html): Html {
  return frame({ brand, title, body: html`<div class="card"><h1>${title}</h1>${content}</div>` })
}
