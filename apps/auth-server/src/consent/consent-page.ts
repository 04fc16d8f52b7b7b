import { html } from 'hono/html'
import { type AppView, appAndBrand, appLinks, publishedBy } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { appTexts } from '../pages/page-texts.ts'
import { consentTexts } from './consent-texts.ts'

export interface ConsentPageView {
  readonly brand: Brand
  readonly lang: Language
  readonly form: FormTarget
  readonly app: AppView
  readonly email: string
  /** The log-out form behind "Use another account"; its `request` brings the person back to this question. */
  readonly otherAccount: FormTarget
  readonly permissions: readonly PermissionView[]
  /** The homes that would be shared, each whole. Absent when the permissions touch no home. */
  readonly homes?: readonly HomeView[]
  readonly lasts: Lasting
  readonly answerGoesTo: AnswerGoesTo
  /** The page where access is taken back; absent while only support can do it. */
  readonly connectedAppsHref?: string
}

export interface PermissionView {
  readonly title: string
  readonly detail?: string
}

export interface HomeView {
  readonly name: string
  readonly deviceCount: number
}

/** How long the app keeps its access: until it is disconnected or idle for too long, for a fixed time, or both. */
export type Lasting =
  | { readonly idleSeconds: number; readonly mostSeconds?: number | undefined }
  | { readonly idleSeconds?: undefined; readonly mostSeconds: number }

/** `device` is a loopback address or a private scheme: any program on the device may sit behind it. */
export type AnswerGoesTo =
  | { readonly kind: 'web'; readonly host: string }
  | { readonly kind: 'device'; readonly address: string }
  | { readonly kind: 'code page' }

export function consentPage(view: ConsentPageView): Html {
  const { brand, lang, app, answerGoesTo } = view
  const text = consentTexts[lang]
  const asks = view.homes === undefined ? text.asksForAccount : text.asksForHome
  const body = html`<div class="card">
${appAndBrand(app, brand)}
<div class="lead"><h1>${asks(foreignText(app.name))}</h1>${publishedBy(app, lang)}</div>
${app.verified ? '' : warning(text.notVerified, app.registeredItself ? text.registeredItselfMore : text.notVerifiedMore)}
${answerGoesTo.kind === 'device' ? warning(text.goesToDevice, text.goesToDeviceMore(foreignText(answerGoesTo.address, 120))) : ''}
${account(view)}
${permissions(view)}
${homes(view)}
<section class="section" aria-label="${text.goodToKnow}">${facts(view)}</section>
${decision(view)}
</div>`
  return frame({ brand, lang, title: text.title, body })
}

function warning(title: string, more: string | Html): Html {
  return html`<p class="note warn"><strong>${title}</strong> ${more}</p>`
}

function account({ lang, email, otherAccount }: ConsentPageView): Html {
  const text = consentTexts[lang]
  return html`<form class="section account" id="other-account-form" method="post" action="${otherAccount.action}">
${hiddenFields(otherAccount)}
<p><span class="soft">${text.signedInAs}</span> <strong>${foreignText(email, 120)}</strong></p>
<button class="link-button" id="other-account" name="decision" value="other-account">${text.otherAccount}</button>
</form>`
}

function permissions({ lang, permissions, app }: ConsentPageView): Html {
  const items = permissions.map(
    ({ title, detail }) =>
      html`<li><p>${foreignText(title, 160)}</p>${detail === undefined ? '' : html`<p>${foreignText(detail, 300)}</p>`}</li>`,
  )
  return html`<section class="section"><h2>${consentTexts[lang].willBeAble(foreignText(app.name))}</h2>
<ul class="list ticks" role="list">${items}</ul></section>`
}

function homes({ lang, homes: list }: ConsentPageView): Html {
  if (list === undefined) return html``
  const text = consentTexts[lang]
  const items = list.map(
    ({ name, deviceCount }) =>
      html`<li><p>${foreignText(name)}</p><p>${text.allDevices(deviceCount)}</p></li>`,
  )
  return html`<section class="section"><h2>${list.length === 1 ? text.inThisHome : text.inTheseHomes}</h2>
${list.length === 0 ? html`<p>${text.noHome}</p>` : html`<ul class="list homes" role="list">${items}</ul>`}</section>`
}

function facts(view: ConsentPageView): Html {
  const text = consentTexts[view.lang]
  return html`<dl class="facts">
<div><dt>${text.howLong}</dt><dd>${howLong(view)}</dd></div>
<div><dt>${text.whereTo}</dt><dd>${answer(view)}</dd></div>
<div><dt>${text.changeOfMind}</dt><dd>${back(view)}</dd></div>
${links(view)}
</dl>`
}

function howLong({ lang, lasts: { idleSeconds, mostSeconds } }: ConsentPageView): string {
  const text = consentTexts[lang]
  const idle = idleSeconds === undefined ? undefined : durationInWords(idleSeconds, lang)
  const most = mostSeconds === undefined ? undefined : durationInWords(mostSeconds, lang)
  if (most === undefined) return text.keepsUntilDisconnected(idle ?? '')
  return idle === undefined ? text.keeps(most) : text.keepsAtMost(most, idle)
}

function links({ lang, app }: ConsentPageView): Html {
  const pages = appLinks(app, lang)
  return pages.length === 0
    ? html``
    : html`<div><dt>${appTexts[lang].moreAboutApp}</dt><dd class="about">${pages}</dd></div>`
}

function answer({ lang, answerGoesTo }: ConsentPageView): Html | string {
  const text = consentTexts[lang]
  switch (answerGoesTo.kind) {
    case 'web':
      return text.toHost(html`<strong>${foreignText(answerGoesTo.host, 260)}</strong>`)
    case 'device':
      return text.toDevice(html`<strong>${foreignText(answerGoesTo.address, 120)}</strong>`)
    case 'code page':
      return text.toCodePage
  }
}

function back({ lang, brand, connectedAppsHref }: ConsentPageView): Html | string {
  const text = consentTexts[lang]
  return connectedAppsHref === undefined
    ? text.takeBackBySupport(brand.name)
    : text.takeBackAt(html`<a href="${connectedAppsHref}">${text.connectedApps}</a>`)
}

function decision({ lang, form, app, homes }: ConsentPageView): Html {
  const text = consentTexts[lang]
  const accepting = homes === undefined ? text.acceptingForAccount : text.acceptingForHome
  return html`<form class="section stack" id="consent-form" method="post" action="${form.action}">
${hiddenFields(form)}
<p>${accepting(foreignText(app.name))}</p>
<div class="actions">
<button class="button main" id="consent-accept" name="decision" value="accept">${text.accept}</button>
<button class="button" id="consent-deny" name="decision" value="deny">${text.deny}</button>
</div>
</form>`
}
