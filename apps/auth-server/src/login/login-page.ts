import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'

export interface LoginPageView {
  readonly brand: Brand
  readonly form: FormTarget
  /** The name of the app that waits for an answer; absent when nobody waits, and then there is no cancel button. */
  readonly appName?: string
  /** What was typed, or what the app's `login_hint` says. */
  readonly email?: string
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
  const { brand, form, appName, problem } = view
  const body = html`<div class="card">
<div class="lead"><h1>Sign in</h1>${purpose(brand, appName)}</div>
${problem === undefined ? '' : html`<p class="note bad" id="login-problem" role="alert">${problemText(problem)}</p>`}
<form class="stack" id="login-form" method="post" action="${form.action}">
${hiddenFields(form)}
${fields(view)}
<div class="actions">
<button class="button main" id="login-submit" name="decision" value="login">Sign in</button>
${appName === undefined ? '' : html`<button class="button" id="login-cancel" name="decision" value="cancel" formnovalidate>Cancel</button>`}
</div>
</form>
${help(view)}
</div>`
  return frame({ brand, title: problem === undefined ? 'Sign in' : 'Problem: Sign in', body })
}

function purpose(brand: Brand, appName: string | undefined): Html {
  if (appName === undefined) return html`<p class="soft">Use your ${brand.name} account.</p>`
  return html`<p class="soft"><strong>${foreignText(appName)}</strong> asks for access to your home. You will see what it
asks for before anything is shared.</p>`
}

function fields({ email, problem }: LoginPageView): Html {
  const wrong = problem?.kind === 'wrong' ? { errorElsewhere: 'login-problem' } : {}
  const known = email === undefined ? {} : { value: email }
  const focused = problem !== undefined && email !== undefined
  return html`${field({ name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username', ...known, ...wrong })}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', maxLength: 1024, focused, ...wrong })}`
}

function help({ brand, signUpHref }: LoginPageView): Html {
  return html`<div class="section small soft">
${signUpHref === undefined ? '' : html`<p>New here? <a href="${signUpHref}">Make an account</a></p>`}
<p>Forgot your password? Ask ${brand.name} support for a link that lets you set a new one.</p>
</div>`
}

function problemText(problem: LoginProblem): string {
  switch (problem.kind) {
    case 'wrong':
      return 'The e-mail or the password is wrong. Check both and try again.'
    case 'wait':
      return `Too many tries. Wait ${problem.minutes} ${problem.minutes === 1 ? 'minute' : 'minutes'}, then try again.`
    case 'busy':
      return 'The server is busy and could not check your password. Wait a moment, then try again.'
    case 'stale':
      return 'This page was open for too long. Sign in again.'
  }
}
