import { html } from 'hono/html'
import { deviceKind } from '../home-access/device-kind-texts.ts'
import type { DescribedHome } from '../homes/homes.ts'
import { emptyState } from '../pages/empty-state.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { itemList } from '../pages/item-list.ts'
import type { Language } from '../pages/language.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import type { Reader } from './answer-home-page.ts'
import { appItems } from './apps-page.ts'
import { appsTexts } from './apps-texts.ts'
import { appHref, type ConnectedApp } from './connected-apps.ts'
import { type HomeTexts, homeTexts } from './home-texts.ts'

export interface HomesPageView {
  readonly reader: Reader
  readonly homes: readonly (DescribedHome & {
    /** The apps that can reach it, as many as are named, and how many there are in all. */
    readonly reachedBy: { readonly apps: readonly NamedApp[]; readonly total: number }
  })[]
  /** The first of them. */
  readonly apps: readonly ConnectedApp[]
  readonly totalApps: number
}

export interface NamedApp {
  readonly clientId: string
  readonly name: string
}

export function homesBody({ reader, homes, apps, totalApps }: HomesPageView): Html {
  const { lang } = reader
  const text = homeTexts[lang]
  const all =
    totalApps > apps.length
      ? { actions: html`<a class="button" href="/home/apps">${text.allApps(totalApps)}</a>` }
      : {}
  return html`${
    homes.length === 0
      ? emptyState(text.noHome)
      : html`<div class="columns">${homes.map((home) => homeCard(home, lang))}</div>`
  }
<section class="stack" aria-labelledby="connected-apps">
${sectionHeading({ title: html`<span id="connected-apps">${text.connectedApps}</span>`, ...all })}
${itemList(appItems(apps, reader), emptyState(appsTexts[lang].none))}
</section>`
}

function homeCard(
  { name, timeZone, devices, reachedBy }: HomesPageView['homes'][number],
  lang: Language,
): Html {
  const text = homeTexts[lang]
  return html`<section class="card">
${sectionHeading({ title: foreignText(name), ...(timeZone !== undefined && { lead: text.timeZone(timeZone) }) })}
${itemList(
  devices.map((device) => ({ title: foreignText(device.name), detail: kindOf(device, lang) })),
  html`<p class="soft">${text.noDevice}</p>`,
)}
${reachedByApps(reachedBy, text)}
</section>`
}

function reachedByApps(
  { apps, total }: HomesPageView['homes'][number]['reachedBy'],
  { reachedBy: text }: HomeTexts,
): Html {
  const says = total > 1 ? text.several(total) : text[total === 1 ? 'one' : 'nobody']
  if (apps.length === 0) return html`<p class="soft small">${says}</p>`
  const names = apps.map(
    ({ clientId, name }) => html`<a href="${appHref(clientId)}">${foreignText(name)}</a>`,
  )
  return html`<div><p class="soft small">${says}</p><p class="about">${names}${total > apps.length ? html`<span>${text.more(total - apps.length)}</span>` : ''}</p></div>`
}

function kindOf({ type, productName }: DescribedHome['devices'][number], lang: Language): Html | string {
  return deviceKind(type, lang) ?? foreignText(productName)
}
