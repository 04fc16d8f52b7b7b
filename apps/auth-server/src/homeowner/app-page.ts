import { html } from 'hono/html'
import type { PermissionView } from '../consent/consent-page.ts'
import { actionsOf, offerOf } from '../home-access/home-offer.ts'
import { shareOf } from '../home-access/home-share.ts'
import { homeShareView } from '../home-access/home-share-view.ts'
import type { ShareableHome } from '../homes/homes.ts'
import { facts } from '../pages/facts.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import type { Family } from '../store/records.ts'
import type { Reader } from './answer-home-page.ts'
import { appsTexts } from './apps-texts.ts'
import { appHref, type ConnectedApp, homesPath, mostConnections } from './connected-apps.ts'

export interface AppPageView {
  readonly reader: Reader
  readonly connected: ConnectedApp
  readonly permissions: readonly PermissionView[]
  /** The homes that the account has now. */
  readonly homes: readonly ShareableHome[]
  readonly done: Html | ''
}

export function appBody(view: AppPageView): Html {
  const { reader, connected, permissions, done } = view
  const text = appsTexts[reader.lang]
  return html`${done}
${connected.isActive ? '' : notice({ kind: 'warn', title: text.switchedOff, text: text.switchedOffMore })}
<section class="card"><h2>${text.mayDo}</h2>
<ul class="list ticks" role="list">${permissions.map(permission)}</ul>
${actionsOf(connected.scope).length === 0 ? '' : html`<p class="soft">${text.asFarAsChosen}</p>`}</section>
${connections(view)}
<section class="card danger-zone">${sectionHeading({ title: text.remove.action, lead: text.remove.text })}
<div class="actions"><a class="button danger" id="remove-app" href="${appHref(connected.clientId, '/remove')}">${text.remove.submit}</a></div></section>`
}

function permission({ title, detail }: PermissionView): Html {
  return html`<li><p>${foreignText(title, 160)}</p>${detail === undefined ? '' : html`<p>${foreignText(detail, 300)}</p>`}</li>`
}

function connections(view: AppPageView): Html {
  const { reader, connected } = view
  const text = appsTexts[reader.lang]
  const families = connected.connections
  if (families.length === 0)
    return html`<section class="card"><h2>${text.notConnected}</h2><p>${text.notConnectedMore}</p></section>`
  const more =
    families.length < mostConnections ? '' : html`<p class="soft">${text.newestShown(mostConnections)}</p>`
  const heading =
    families.length === 1
      ? ''
      : html`${sectionHeading({ title: text.connections, lead: text.connectionsMore })}${more}`
  return html`${heading}<div class="columns">${families.toReversed().map((family) => connectionCard(view, family))}</div>`
}

function connectionCard(view: AppPageView, family: Family): Html {
  const { reader, connected } = view
  const { lang, times } = reader
  const text = appsTexts[lang]
  const { lastUsedAt, createdAt } = family
  const used = lastUsedAt === undefined ? text.neverUsed : times.time(lastUsedAt)
  const isOnly = connected.connections.length === 1
  const title = html`<h${isOnly ? 2 : 3}>${text.connectedOn(times.time(createdAt))}</h${isOnly ? 2 : 3}>`
  return html`<section class="card">${title}
${facts([
  { term: text.homes, value: homesOf(view, family) },
  { term: text.used, value: used },
])}
${connectionActions(view, family)}
</section>`
}

function connectionActions(
  { reader, connected, homes }: AppPageView,
  { id, createdAt, scope }: Family,
): Html {
  const text = appsTexts[reader.lang]
  const link = (href: string, label: string) =>
    html`<a class="button" href="${appHref(connected.clientId, href)}">${label}<span class="unseen"> (${reader.times.time(createdAt)})</span></a>`
  const links = [
    ...(offerOf(homes, scope).length === 0 ? [] : [link(homesPath(id), text.change.action)]),
    ...(connected.connections.length === 1
      ? []
      : [link(`/connections/${encodeURIComponent(id)}`, text.end.action)]),
  ]
  return links.length === 0 ? html`` : html`<div class="actions">${links}</div>`
}

/** What a connection reaches now: what the account no longer owns, and what is beyond its scope, is not among it. */
function homesOf({ homes, reader }: AppPageView, { details, scope }: Family): Html | string {
  const text = appsTexts[reader.lang]
  if (actionsOf(scope).length === 0) return text.accountOnly
  const reached = offerOf(homes, scope).flatMap(
    (home) => homeShareView(home, shareOf(home, details), reader.lang) ?? [],
  )
  if (reached.length === 0) return text.noHomeNow
  return html`<ul class="list homes" role="list">${reached}</ul>`
}
