import { covers, type HomeAccess } from '@latchkey/protocol'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { choiceOf, decodeChoice, type HomeChoice, type PostedChoice } from '../home-access/home-choice.ts'
import { type OfferedHome, offerOf } from '../home-access/home-offer.ts'
import { accessOf, shareOf } from '../home-access/home-share.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { frameTexts } from '../pages/page-texts.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Family } from '../store/records.ts'
import { answerHomePage, readerOf } from './answer-home-page.ts'
import { type AppsTexts, appsTexts } from './apps-texts.ts'
import { appHref, type ConnectedApp, findConnectedApp, homesPath } from './connected-apps.ts'
import { connectionHomesBody } from './connection-homes-page.ts'

/** One connection, and the homes as far as its scope goes: what its owner can give it. */
interface Connection {
  readonly connected: ConnectedApp
  readonly family: Family
  readonly offer: readonly OfferedHome[]
}

/** GET /home/apps/:clientId/homes/:familyId: what a connection reaches, to be narrowed or widened. */
export async function connectionHomesEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const connection = await findConnection(server, c, signedIn)
  if (connection === undefined) return notFound(server, c)
  return showHomes(server, c, signedIn, connection, { choices: choicesNow(connection) })
}

/** POST of the same. It counts at once: a token is asked for what its connection covers whenever it is used. */
export async function connectionHomesFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const connection = await findConnection(server, c, signedIn)
  if (connection === undefined) return notFound(server, c)
  const { problem, ...chosen } = decodeChoice(form, connection.offer, choicesNow(connection))
  if (form.get('decision') === 'choose' && problem !== 'unknown')
    return showHomes(server, c, signedIn, connection, chosen)
  if (problem !== undefined) return showHomes(server, c, signedIn, connection, { ...chosen, problem })
  return save(server, c, signedIn, connection, chosen.details)
}

async function findConnection(
  server: ServerContext,
  c: Context,
  { account }: SignedIn,
): Promise<Connection | undefined> {
  const [connected, homes] = await Promise.all([
    findConnectedApp(server, account.id, c.req.param('clientId') ?? ''),
    server.homes.listShareableHomes(account.id),
  ])
  const family = connected?.connections.find(({ id }) => id === c.req.param('familyId'))
  if (connected === undefined || family === undefined) return undefined
  const offer = offerOf(homes, family.scope)
  return offer.length === 0 ? undefined : { connected, family, offer }
}

function choicesNow({ family, offer }: Connection): readonly HomeChoice[] {
  return offer.map((home) => choiceOf(home, shareOf(home, family.details)))
}

async function save(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  { connected, family, offer }: Connection,
  details: readonly HomeAccess[],
): Promise<Response> {
  const before = offer.flatMap((home) => accessOf(home, shareOf(home, family.details)))
  const outcome = outcomeOf(before, details)
  const homes = new Set(details.map(({ structure }) => structure)).size
  const audit = {
    actor: actorOf(signedIn),
    action: 'connection changed',
    detail: { outcome, homes },
  } as const
  const isSaved =
    outcome === 'same' || (await server.store.changeDetails(signedIn.account.id, family.id, details, audit))
  return isSaved ? c.redirect(`${appHref(connected.clientId)}?done=${outcome}`, 303) : notFound(server, c)
}

function outcomeOf(
  before: readonly HomeAccess[],
  after: readonly HomeAccess[],
): keyof AppsTexts['change']['done'] {
  const [isLess, isMore] = [covers(before, after), covers(after, before)]
  if (isLess && isMore) return 'same'
  if (isLess) return 'narrowed'
  return isMore ? 'widened' : 'changed'
}

function showHomes(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  { connected: { clientId, app, connections }, family }: Connection,
  { choices, problem }: Pick<PostedChoice, 'choices' | 'problem'>,
): Promise<Response> {
  const { lang, times } = readerOf(c, signedIn)
  const { change, connectedOn } = appsTexts[lang]
  const href = appHref(clientId)
  const end = connections.length === 1 ? '/remove' : `/connections/${encodeURIComponent(family.id)}`
  return answerHomePage(server, c, signedIn, {
    below: 'apps',
    trail: [{ title: app.name, href }],
    title: problem === undefined ? change.title : frameTexts[lang].problemTitle(change.title),
    heading: pageHeading({
      title: html`<span>${change.heading(foreignText(app.name))}</span>`,
      lead: html`${connectedOn(times.time(family.createdAt))}. ${change.lead}`,
    }),
    body: connectionHomesBody({
      ...{ lang, choices, problem },
      form: { action: appHref(clientId, homesPath(family.id)), formToken: formTokenOf(server, c) },
      cancelHref: href,
      endHref: appHref(clientId, end),
    }),
    status: problem === undefined ? 200 : 400,
  })
}
