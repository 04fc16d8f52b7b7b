import { html } from 'hono/html'
import { assetsOf } from '../pages/assets.ts'
import type { Brand } from '../pages/brand.ts'
import { foreignText, tamed } from '../pages/foreign-text.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { appTexts, errorTexts } from '../pages/page-texts.ts'
import { logoutTexts } from './logout-texts.ts'

export interface LogoutPageView {
  readonly brand: Brand
  readonly lang: Language
  readonly form: FormTarget
  readonly email: string
  /** The app that sent the person here, if one did. */
  readonly appName?: string | undefined
}

export interface LogoutDonePageView {
  readonly brand: Brand
  readonly lang: Language
  readonly signInHref: string
  /** Addresses of apps that sign out in the browser; each is opened in a frame that nobody sees. */
  readonly frames?: readonly string[]
  /** The app that waits for the person. */
  readonly goesOnTo?: LogoutReturnView | undefined
}

export interface LogoutReturnView {
  readonly href: string
  readonly appName: string
  /** Not to an app that nobody has verified: the person sees where the link leads, and decides. */
  readonly byItself: boolean
}

export interface LogoutRefusedPageView {
  readonly brand: Brand
  readonly lang: Language
  /** What was wrong with the app's request, in the protocol's own English. */
  readonly sentence: string
  readonly errorId: string
  /** Where the person can sign out all the same. */
  readonly signOutHref: string
  /** Where the console explains it to the app's developers, present where the app is known. */
  readonly consoleHref?: string | undefined
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

export function logoutDonePage(view: LogoutDonePageView): Html {
  const { brand, lang, signInHref, frames = [], goesOnTo } = view
  const text = logoutTexts[lang]
  const action =
    goesOnTo === undefined
      ? html`<a class="button" href="${signInHref}">${text.signInAgain}</a>`
      : html`<a class="${goesOnTo.byItself ? 'button main' : 'button'}" id="logout-continue" href="${goesOnTo.href}">${text.goOn}</a>`
  const body = html`<div class="card">
<div class="lead" id="logout-done"><h1>${text.doneHeading}</h1>
<p class="soft">${text.done(brand.name)}</p>
${goesOnTo === undefined ? '' : whereTo(goesOnTo, lang)}</div>
<div class="actions">${action}</div>
</div>
${framesOf(frames, text.frameTitle)}${
  goesOnTo?.byItself !== true
    ? ''
    : html`<script type="module" src="${assetsOf(brand).script['go-on'].path}"></script>`
}`
  return frame({ brand, lang, title: text.doneTitle, body })
}

function whereTo({ href, appName, byItself }: LogoutReturnView, lang: Language): Html {
  const next = logoutTexts[lang].goesOnTo(html`<strong>${foreignText(appName)}</strong>`)
  if (byItself) return html`<p class="soft">${next}</p>`
  const { protocol, host } = new URL(href)
  return html`<p class="soft">${next} <span class="badge warn">${appTexts[lang].notVerified}</span></p>
<p><code>${foreignText(host === '' ? protocol : host, 260)}</code></p>`
}

/** Front-Channel Logout §2. What an app shows there may run its own scripts, and reach neither this page nor the window. */
function framesOf(addresses: readonly string[], title: string): Html {
  if (addresses.length === 0) return html``
  return html`<div class="unseen" aria-hidden="true">${addresses.map(
    (address) =>
      html`<iframe src="${address}" title="${title}" tabindex="-1" sandbox="allow-scripts allow-same-origin" referrerpolicy="no-referrer"></iframe>`,
  )}</div>`
}

export function logoutRefusedPage({ brand, lang, ...view }: LogoutRefusedPageView): Html {
  const text = logoutTexts[lang]
  const { leads, errorId, useOfErrorId, inConsole } = errorTexts[lang]
  const body = html`<div class="card">
<h1>${text.refusedHeading}</h1>
<p>${leads.app}</p>
<p class="note bad" id="oauth-error" role="alert" lang="en" dir="auto">${tamed(view.sentence, 600)}</p>
<p>${text.refusedCure(brand.name)}</p>
<div class="actions"><a class="button" href="${view.signOutHref}">${text.signOutHere}</a></div>
<div class="section small soft">
<p>${errorId} <code>${view.errorId}</code></p>
<p>${useOfErrorId}</p>
${view.consoleHref === undefined ? '' : html`<p><a href="${view.consoleHref}">${inConsole}</a></p>`}
</div>
</div>`
  return frame({ brand, lang, title: text.refusedTitle, body })
}
