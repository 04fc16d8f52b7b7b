import { html } from 'hono/html'
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
import type { ConnectedApp } from './connected-apps.ts'
import { type HomeTexts, homeTexts } from './home-texts.ts'

export interface HomesPageView {
  readonly reader: Reader
  readonly homes: readonly (DescribedHome & {
    /** How many apps can reach it. */
    readonly reachedBy: number
  })[]
  /** The first of them. */
  readonly apps: readonly ConnectedApp[]
  readonly totalApps: number
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
${sectionHeading({ title: foreignText(name), lead: text.timeZone(timeZone) })}
${itemList(
  devices.map((device) => ({ title: foreignText(device.name), detail: kindOf(device, text) })),
  html`<p class="soft">${text.noDevice}</p>`,
)}
<p class="soft small">${reachedBy > 1 ? text.reachedBy.several(reachedBy) : text.reachedBy[reachedBy === 1 ? 'one' : 'nobody']}</p>
</section>`
}

/** Device types that have a word in every language. */
const kinds = new Map<string, keyof HomeTexts['kinds']>([
  ['thermostat', 'thermostat'],
  ['heat_pump', 'heatPump'],
])

function kindOf({ type, productName }: DescribedHome['devices'][number], text: HomeTexts): Html | string {
  const kind = kinds.get(type)
  return kind === undefined ? foreignText(productName) : text.kinds[kind]
}
