import { sha256 } from '@latchkey/protocol'
import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import type { FieldProblem } from '../pages/error-summary.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { stalePage } from '../pages/stale-page.ts'
import { needsVerificationAgain } from '../registration/needs-verification-again.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { Client } from '../store/records.ts'
import { scopeTitles } from './app-fields.ts'
import { settingsInput } from './app-input.ts'
import { stateBadge } from './apps-page.ts'
import { answerConsolePage, appPath, appTabs, consoleTrail } from './console-page.ts'
import { judgeApp } from './judge-app.ts'
import { oneChangeAtATime } from './one-change-at-a-time.ts'
import type { OwnApp } from './own-app.ts'
import { type AppForm, readAppForm } from './read-app-form.ts'
import { sectorProblems } from './sector-problems.ts'
import { type SettingsForm, settingsOf, writtenSettings } from './settings-form.ts'
import { settingsBody } from './settings-page.ts'

/** GET /console/apps/:clientId/settings */
export function settingsEndpoint(server: ServerContext, c: Context, own: OwnApp): Promise<Response> {
  return showSettings(server, c, own, settingsOf(own.client), [])
}

/** POST: saves what was written, when it holds, and nobody else has changed the app meanwhile. */
export async function settingsFormEndpoint(
  server: ServerContext,
  c: Context,
  own: OwnApp,
): Promise<Response> {
  const form = await readAppForm(c)
  if (!isOwnForm(server, c, form.text('form_token'))) return stalePage(server, c)
  const { client, signedIn } = own
  const { clientId } = client
  const problems = await oneChangeAtATime(server, clientId, (seen) =>
    take(server, { signedIn, client: seen }, form),
  )
  if (problems?.length === 0) return c.redirect(`${appPath(client)}?done=saved`, 303)
  const current = { signedIn, client: (await server.store.findClient(clientId)) ?? client }
  return showSettings(server, c, current, writtenSettings(form), problems ?? [changedMeanwhile])
}

/** Saves what holds; answers what does not. */
async function take(server: ServerContext, own: OwnApp, form: AppForm): Promise<readonly FieldProblem[]> {
  const { client } = own
  if (form.text('seen') !== versionOf(client)) return [changedMeanwhile]
  const judged = await judgeApp(server, client, settingsInput(form, client))
  if ('problems' in judged) return judged.problems
  const changed = changedMembers(client, judged.wanted)
  const problems = await sectorProblems(server, judged.wanted, changed)
  if (changed.length > 0 && problems.length === 0) await save(server, own, judged.wanted, changed)
  return problems
}

const changedMeanwhile = {
  fieldId: 'name',
  text: 'Somebody else changed this app since you opened this page. Compare with its overview, then save again: what you see here will count.',
}

async function save(
  server: ServerContext,
  { client, signedIn }: OwnApp,
  wanted: Client,
  changed: readonly string[],
): Promise<void> {
  const isAnother = needsVerificationAgain(client, wanted)
  const isVerified = client.verified && !isAnother
  const detail = { changed, ...(client.verified && !isVerified && { verified: false }) }
  const audit = { actor: actorOf(signedIn), action: 'app changed', detail } as const
  await server.store.changeClient({ ...wanted, verified: isVerified }, audit, { isAnother })
}

type Member = keyof Client

function changedMembers(before: Client, after: Client): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as ReadonlySet<Member>
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** What the form was opened with: of two who save at once the second is told. */
function versionOf({ secrets, ...client }: Client): string {
  return sha256(JSON.stringify(client)).slice(0, 22)
}

async function showSettings(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
  settings: SettingsForm,
  problems: readonly FieldProblem[],
): Promise<Response> {
  const body = settingsBody({
    client,
    settings,
    problems,
    scopeTitles: await scopeTitles(server, client.dialect, [...client.scopes, ...settings.all('scopes')]),
    form: { action: appPath(client, 'settings'), formToken: formTokenOf(server, c) },
    seen: versionOf(client),
  })
  return answerConsolePage(server, c, signedIn, {
    title: `${problems.length > 0 ? 'Problem: ' : ''}App settings`,
    heading: pageHeading({ title: foreignText(client.name), badges: stateBadge(client) }),
    trail: consoleTrail,
    tabs: appTabs(client, 'settings'),
    body,
    status: problems.length > 0 ? 400 : 200,
  })
}
