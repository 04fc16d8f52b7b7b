import { randomToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import { newClientSecret, secretRecord } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import type { FieldProblem } from '../pages/error-summary.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Client, ClientSecret } from '../store/records.ts'
import { scopeTitles } from './app-fields.ts'
import { keepsSecret, newAppInput } from './app-input.ts'
import { askToBecomeDeveloper, isDeveloper } from './apps-endpoint.ts'
import { answerConsolePage, consoleTrail } from './console-page.ts'
import { judgeApp } from './judge-app.ts'
import { newAppBody } from './new-app-page.ts'
import { type Preset, type PresetName, presetNamed, presets } from './presets.ts'
import { type AppForm, readAppForm } from './read-app-form.ts'
import { showNewSecret } from './show-new-secret.ts'

/** More than one person can look after; a program that registers apps has the registration endpoint. */
const mostApps = 100
const formLivesMillis = 24 * 3_600_000

/** GET /console/new?preset=… */
export async function newAppEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  if (!isDeveloper(signedIn)) return askToBecomeDeveloper(server, c, signedIn)
  const presetName = presetNamed(c.req.query('preset')) ?? 'app'
  const preset: Preset = presets[presetName]
  return showForm(server, c, signedIn, { presetName, text: () => '', scopes: preset.scopes, problems: [] })
}

/** POST /console/new: registers the app and shows its secret, once. */
export async function newAppFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readAppForm(c)
  if (!isOwnForm(server, c, form.text('form_token'))) return stalePage(server, c)
  if (!isDeveloper(signedIn)) return askToBecomeDeveloper(server, c, signedIn)
  const presetName = presetNamed(form.text('preset')) ?? 'app'
  const preset: Preset = presets[presetName]
  const base = newBase(server, signedIn)
  const secret = keepsSecret(preset, form) ? newClientSecret() : undefined
  const secrets = secret === undefined ? [] : [firstSecret(server, secret)]
  const judged = await judgeApp(server, { ...base, secrets }, newAppInput(preset, form))
  const problems = [
    ...askProblems(preset, form),
    ...('problems' in judged ? judged.problems.map((problem) => atItsField(preset, problem)) : []),
  ]
  if (problems.length === 0 && (await hasTooMany(server, signedIn))) problems.push(tooMany)
  if ('problems' in judged || problems.length > 0)
    return showForm(server, c, signedIn, {
      presetName,
      text: form.text,
      scopes: form.all('scopes'),
      problems,
    })
  if (!(await isFirst(server, form.text('once')))) return c.redirect('/console', 303)
  await save(server, signedIn, judged.wanted)
  return showNewSecret(server, c, { signedIn, client: judged.wanted }, secret, true)
}

function firstSecret({ keys, now }: ServerContext, secret: string): ClientSecret {
  return secretRecord(keys.current('pepper'), secret, { label: 'first', now: now() })
}

function newBase(server: ServerContext, { account }: SignedIn) {
  return {
    clientId: randomToken(128),
    ownerId: account.id,
    verified: false,
    verificationAskedAt: undefined,
    members: [],
    createdAt: server.now(),
    state: 'active',
    counter: 0,
  } as const
}

/** The secret goes first: an app that is there has what it was registered with. */
async function save(server: ServerContext, signedIn: SignedIn, client: Client): Promise<void> {
  const { name, dialect, policy } = client
  const detail = { name, dialect, policy }
  for (const secret of client.secrets) await server.store.saveSecret(client.clientId, secret)
  await server.store.saveClient(client, { actor: actorOf(signedIn), action: 'app registered', detail })
}

function isFirst(server: ServerContext, once: string): Promise<boolean> {
  const now = server.now()
  return server.store.firstUse(`new app ${once.slice(0, 64)}`, now + formLivesMillis, now)
}

/** Only apps of one's own count: others may add somebody to theirs without being asked. */
async function hasTooMany(server: ServerContext, { account }: SignedIn): Promise<boolean> {
  const apps = await server.store.listClientsOf(account.id)
  return apps.filter(({ ownerId }) => ownerId === account.id).length >= mostApps
}

/** How an app with a key proves itself is not asked here: what is wrong with that, its keys must mend. */
function atItsField({ keepsSecret }: Preset, problem: FieldProblem): FieldProblem {
  const isKeys = keepsSecret === 'key' && problem.fieldId === 'tokenEndpointAuthMethod'
  return isKeys ? { fieldId: 'jwks', text: 'Public keys: write them here, or their address below.' } : problem
}

const tooMany = {
  fieldId: 'name',
  text: `You have ${mostApps} apps, which is all that one account may have.`,
}

function askProblems({ asks }: Preset, form: AppForm): FieldProblem[] {
  return asks.flatMap(({ name, label, pattern, hint, optional = false }) => {
    const value = form.text(name)
    if (value === '' ? optional : pattern.test(value)) return []
    return [
      { fieldId: name, text: `${label}: ${value === '' ? 'is missing' : 'does not look like one'}. ${hint}` },
    ]
  })
}

interface Filled {
  readonly presetName: PresetName
  readonly text: (name: string) => string
  readonly scopes: readonly string[]
  readonly problems: readonly FieldProblem[]
}

async function showForm(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  filled: Filled,
): Promise<Response> {
  const hasProblems = filled.problems.length > 0
  const body = newAppBody({
    form: { action: '/console/new', formToken: formTokenOf(server, c) },
    scopeTitles: await scopeTitles(
      server,
      presets[filled.presetName].dialect,
      presets[filled.presetName].scopes,
    ),
    once: randomToken(96),
    ...filled,
  })
  return answerConsolePage(server, c, signedIn, {
    title: `${hasProblems ? 'Problem: ' : ''}Register an app`,
    heading: pageHeading({ title: 'Register an app' }),
    trail: consoleTrail,
    body,
    status: hasProblems ? 400 : 200,
  })
}
