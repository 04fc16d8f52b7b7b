import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'

export interface LogoutPageView {
  readonly brand: Brand
  readonly form: FormTarget
  readonly email: string
  /** The app that sent the person here, if one did. */
  readonly appName?: string
}

export interface LogoutDonePageView {
  readonly brand: Brand
  readonly signInHref: string
}

export function logoutPage({ brand, form, email, appName }: LogoutPageView): Html {
  const body = html`<div class="card">
<div class="lead"><h1>Sign out?</h1>
${appName === undefined ? '' : html`<p class="soft"><strong>${foreignText(appName)}</strong> asks you to sign out of ${brand.name}.</p>`}
<p class="soft">You are signed in as <strong>${foreignText(email, 120)}</strong>. Apps that you have connected stay connected.</p></div>
<form id="logout-form" method="post" action="${form.action}">
${hiddenFields(form)}
<div class="actions">
<button class="button main" id="logout-confirm" name="decision" value="logout">Sign out</button>
<button class="button" id="logout-cancel" name="decision" value="stay">Cancel</button>
</div>
</form>
</div>`
  return frame({ brand, title: 'Sign out', body })
}

export function logoutDonePage({ brand, signInHref }: LogoutDonePageView): Html {
  const body = html`<div class="card">
<div class="lead" id="logout-done"><h1>You are signed out</h1>
<p class="soft">Nobody is signed in to ${brand.name} on this browser now.</p></div>
<div class="actions"><a class="button" href="${signInHref}">Sign in again</a></div>
</div>`
  return frame({ brand, title: 'Signed out', body })
}
