import { html } from 'hono/html'
import { type AppView, appAndBrand, publishedBy } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import { webLink } from '../pages/web-link.ts'

export interface ConsentPageView {
  readonly brand: Brand
  readonly form: FormTarget
  readonly app: AppView
  readonly email: string
  /** The log-out form behind "Use another account"; its `request` brings the person back to this question. */
  readonly otherAccount: FormTarget
  readonly permissions: readonly PermissionView[]
  /** The homes that would be shared, each whole. Absent when the permissions touch no home. */
  readonly homes?: readonly HomeView[]
  /** Continues the words "It keeps this access": `until you disconnect it`, `for 10 years`. */
  readonly lasts: string
  readonly answerGoesTo: AnswerGoesTo
  /** Continues "You can take it back at any time": ` under Connected apps`, ` by asking support`. */
  readonly takeBack?: { readonly text: string; readonly href?: string }
}

export interface PermissionView {
  readonly title: string
  readonly detail?: string
}

export interface HomeView {
  readonly name: string
  readonly deviceCount: number
}

/** `device` is a loopback address or a private scheme: any program on the device may sit behind it. */
export type AnswerGoesTo =
  | { readonly kind: 'web'; readonly host: string }
  | { readonly kind: 'device'; readonly address: string }
  | { readonly kind: 'code page' }

export function consentPage(view: ConsentPageView): Html {
  const { brand, app } = view
  const what = view.homes === undefined ? 'account' : 'home'
  const body = html`<div class="card">
${appAndBrand(app, brand)}
<div class="lead"><h1>${foreignText(app.name)} asks for access to your ${what}</h1>${publishedBy(app)}</div>
${app.verified ? '' : unverifiedWarning}
${view.answerGoesTo.kind === 'device' ? deviceWarning(view.answerGoesTo.address) : ''}
${account(view)}
${permissions(view)}
${view.homes === undefined ? '' : homes(view.homes)}
<section class="section" aria-label="Good to know">${facts(view)}</section>
${decision(view)}
</div>`
  return frame({ brand, title: 'Allow access', body })
}

const unverifiedWarning = html`<p class="note warn"><strong>Nobody has verified this app.</strong>
Its name and publisher are only what its developer wrote. Go on only if you know who made it.</p>`

function deviceWarning(address: string): Html {
  return html`<p class="note warn"><strong>The answer goes to an app on this device.</strong>
Accept only if you started this yourself, in an app that you trust (<bdi>${foreignText(address, 120)}</bdi>).</p>`
}

function account({ email, otherAccount }: ConsentPageView): Html {
  return html`<form class="section account" id="other-account-form" method="post" action="${otherAccount.action}">
${hiddenFields(otherAccount)}
<p><span class="soft">Signed in as</span> <strong>${foreignText(email, 120)}</strong></p>
<button class="link-button" id="other-account" name="decision" value="other-account">Use another account</button>
</form>`
}

function permissions({ permissions, app }: ConsentPageView): Html {
  const items = permissions.map(
    ({ title, detail }) =>
      html`<li><p>${foreignText(title, 160)}</p>${detail === undefined ? '' : html`<p>${foreignText(detail, 300)}</p>`}</li>`,
  )
  return html`<section class="section"><h2>${foreignText(app.name)} will be able to</h2>
<ul class="list ticks" role="list">${items}</ul></section>`
}

function homes(list: readonly HomeView[]): Html {
  const items = list.map(
    ({ name, deviceCount }) =>
      html`<li><p>${foreignText(name)}</p><p>All devices in it (${deviceCount} now), also those that you add later</p></li>`,
  )
  const none = html`<p>Your account has no home yet, so there is nothing to share. A home that you add later is not
included; connect the app again then.</p>`
  return html`<section class="section"><h2>In ${list.length === 1 ? 'this home' : 'these homes'}</h2>
${list.length === 0 ? none : html`<ul class="list homes" role="list">${items}</ul>`}</section>`
}

function facts({ app, lasts, answerGoesTo, takeBack }: ConsentPageView): Html {
  return html`<dl class="facts">
<div><dt>How long</dt><dd>It keeps this access ${lasts}.</dd></div>
<div><dt>Where the answer goes</dt><dd>${answer(answerGoesTo)}</dd></div>
<div><dt>If you change your mind</dt><dd>${back(takeBack)}</dd></div>
${links(app)}
</dl>`
}

function links({ homepage, privacyPolicy }: AppView): Html {
  const pages = [
    { text: 'Home page', href: webLink(homepage) },
    { text: 'Privacy policy', href: webLink(privacyPolicy) },
  ].filter(({ href }) => href !== undefined)
  if (pages.length === 0) return html``
  return html`<div><dt>More about the app</dt><dd>${pages.map(
    ({ text, href }) =>
      html`<a href="${href}" rel="noopener noreferrer nofollow" target="_blank">${text}</a>`,
  )}</dd></div>`
}

function answer(goesTo: AnswerGoesTo): Html {
  switch (goesTo.kind) {
    case 'web':
      return html`To <strong>${foreignText(goesTo.host, 260)}</strong>`
    case 'device':
      return html`To an app on this device, <strong>${foreignText(goesTo.address, 120)}</strong>`
    case 'code page':
      return html`A code will be shown here, for you to type into the app.`
  }
}

function back(takeBack: ConsentPageView['takeBack']): Html {
  if (takeBack === undefined) return html`You can take it back at any time.`
  const { text, href } = takeBack
  return html`You can take it back at any time ${href === undefined ? text : html`<a href="${href}">${text}</a>`}.`
}

function decision({ form, app, homes }: ConsentPageView): Html {
  const what =
    homes === undefined ? 'do what is listed above' : 'reach your home and its devices as listed above'
  return html`<form class="section stack" id="consent-form" method="post" action="${form.action}">
${hiddenFields(form)}
<p>By accepting you authorise ${foreignText(app.name)} to ${what}.</p>
<div class="actions">
<button class="button main" id="consent-accept" name="decision" value="accept">ACCEPT</button>
<button class="button" id="consent-deny" name="decision" value="deny">DENY</button>
</div>
</form>`
}
