import { html } from 'hono/html'
import { type AppView, appInitial } from '../pages/app-view.ts'
import { badge } from '../pages/badge.ts'
import { emptyState } from '../pages/empty-state.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { type Item, itemList } from '../pages/item-list.ts'
import type { Language } from '../pages/language.ts'
import { appTexts } from '../pages/page-texts.ts'
import { pager } from '../pages/pager.ts'
import type { Reader } from './answer-home-page.ts'
import { appsTexts } from './apps-texts.ts'
import { appHref, type ConnectedApp } from './connected-apps.ts'

export interface AppsPageView {
  readonly reader: Reader
  readonly apps: readonly ConnectedApp[]
  readonly done: Html | ''
  readonly previousHref: string | undefined
  readonly nextHref: string | undefined
}

export function appsBody({ reader, apps, done, ...places }: AppsPageView): Html {
  const { lang } = reader
  return html`${done}
${itemList(appItems(apps, reader), emptyState(appsTexts[lang].none))}
${pager({ lang, ...places })}`
}

/** A row for each app: who made it, and when it was last there. */
export function appItems(apps: readonly ConnectedApp[], reader: Reader): readonly Item[] {
  const { lang } = reader
  return apps.map((connected) => ({
    title: foreignText(connected.app.name),
    href: appHref(connected.clientId),
    tile: appInitial(connected.app.name),
    detail: html`${publisherOf(connected.app, lang)} · ${lastUse(connected, reader)}`,
    aside: appBadges(connected, lang),
  }))
}

/** `by Acme` */
export function publisherOf({ publisher }: AppView, lang: Language): Html | string {
  const text = appTexts[lang]
  return publisher === undefined ? text.publisherUnknown : text.by(foreignText(publisher))
}

function lastUse({ connections, lastUsedAt }: ConnectedApp, { lang, times }: Reader): Html | string {
  const text = appsTexts[lang]
  if (connections.length === 0) return text.notConnected
  return lastUsedAt === undefined ? text.neverUsed : text.lastUsed(times.day(lastUsedAt))
}

/** Whether somebody has checked who is behind it, and whether it works. */
export function appBadges({ app: { verified }, isActive }: ConnectedApp, lang: Language): Html {
  const { verified: yes, notVerified: no } = appTexts[lang]
  return html`${isActive ? '' : badge('bad', appsTexts[lang].switchedOff)}${
    verified ? badge('plain', yes) : badge('warn', no)
  }`
}
