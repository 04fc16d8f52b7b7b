import { html } from 'hono/html'
import type { HomeChoice, PostedChoice } from '../home-access/home-choice.ts'
import { homePicker } from '../home-access/home-picker.ts'
import { homePickerTexts } from '../home-access/home-picker-texts.ts'
import { type AppView, appAndBrand, appLinks, publishedBy } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { notice } from '../pages/notice.ts'
import { appTexts, frameTexts } from '../pages/page-texts.ts'
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
  /** The homes from which the person chooses. Absent when the permissions touch no home. */
  readonly homes?: HomesView
  readonly lasts: Lasting
  readonly answerGoesTo: AnswerGoesTo
  /** The page where access is taken back; absent while only support can do it. */
  readonly connectedAppsHref?: string
}

export interface PermissionView {
  readonly title: string
  readonly detail?: string
}

export interface HomesView {
  readonly choices: readonly HomeChoice[]
  /** Whether the app said itself which homes or devices it wants. */
  readonly areAskedFor: boolean
  /** Why the choice that was sent is shown again. */
  readonly problem?: PostedChoice['problem']
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
${problem(view)}
${account(view)}
${permissions(view)}
<form class="parts" id="consent-form" method="post" action="${view.form.action}">
${hiddenFields(view.form)}
${homes(view)}
<section class="section" aria-label="${text.goodToKnow}">${facts(view)}</section>
${decision(view)}
</form>
</div>`
  const title = view.homes?.problem === undefined ? text.title : frameTexts[lang].problemTitle(text.title)
  return frame({ brand, lang, title, body })
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

function problem({ lang, homes }: ConsentPageView): Html {
  if (homes?.problem === undefined) return html``
  const text = html`<a href="#homes">${homePickerTexts[lang].problems[homes.problem]}</a>`
  return notice({ kind: 'bad', id: 'homes-problem', text, isAnswer: true })
}

function permissions({ lang, permissions, app, homes }: ConsentPageView): Html {
  const text = consentTexts[lang]
  const items = permissions.map(
    ({ title, detail }) =>
      html`<li><p>${foreignText(title, 160)}</p>${detail === undefined ? '' : html`<p>${foreignText(detail, 300)}</p>`}</li>`,
  )
  return html`<section class="section"><h2>${text.willBeAble(foreignText(app.name))}</h2>
<ul class="list ticks" role="list">${items}</ul>
${homes === undefined ? '' : html`<p class="soft">${text.asFarAsChosen}</p>`}</section>`
}

function homes({ lang, homes: view }: ConsentPageView): Html {
  if (view === undefined) return html``
  const text = homePickerTexts[lang]
  const { choices, areAskedFor } = view
  return html`<section class="section" id="homes"><div><h2>${text.title}</h2>${
    choices.length === 0 ? '' : html`<p class="soft">${areAskedFor ? text.appAsked : text.youChoose}</p>`
  }</div>
${choices.length === 0 ? html`<p>${consentTexts[lang].noHome}</p>` : homePicker(choices, lang)}</section>`
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

function decision({ lang, app, homes }: ConsentPageView): Html {
  const text = consentTexts[lang]
  const accepting = homes === undefined ? text.acceptingForAccount : text.acceptingForHome
  return html`<div class="section stack">
<p>${accepting(foreignText(app.name))}</p>
<div class="actions">
<button class="button main" id="consent-accept" name="decision" value="accept">${text.accept}</button>
<button class="button" id="consent-deny" name="decision" value="deny">${text.deny}</button>
</div>
</div>`
}
