import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { registerApp, signedIn, submit } from '../console/developer.ts'
import { registered } from '../oidc/registering.ts'
import { allowedCode, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, runCli, startLatchkey } from '../start-latchkey.ts'
import type { Names, Seeded, Viewer } from './page-entry.ts'

export const plainNames: Names = {
  app: 'Warmth Planner',
  publisher: 'Nordic Comfort AB',
  home: 'Villa Lovelace',
  device: 'Hall thermostat',
  person: 'Ada Lovelace',
}

export type SignedInViewer = Exclude<Viewer, 'nobody'>

/** E-mail and password of everybody who can be signed in. */
export const people: Readonly<Record<SignedInViewer, { readonly email: string; readonly password: string }>> =
  {
    homeowner: { email: 'ada@home.example', password: 'a long engine of words' },
    developer: { email: 'dev@comfort.example', password: 'a long build of words' },
    operator: { email: 'ops@latchkey.example', password: 'a long watch of words' },
  }

export interface SeededServer {
  readonly seeded: Seeded
  readonly running: RunningLatchkey
  end(): Promise<void>
}

const clientId = 'warmth-planner'
const clientSecret = 'a-long-secret-for-warmth-planner'
const redirectUri = 'http://127.0.0.1:9/callback'

/** A server with people, homes and apps of these names, an app that is connected, and requests that went wrong. */
export async function startSeededServer(names: Names = plainNames): Promise<SeededServer> {
  const running = await startLatchkey({ definition: definitionOf(names) })
  try {
    // On two phones.
    await connectApp(running.issuer)
    await connectApp(running.issuer)
    await failSometimes(running.issuer, names)
    await cli(running, 'client', 'secret', clientId, '--label', names.app)
    const seeded = {
      issuer: running.issuer,
      names,
      clientId,
      registeredClientId: await registerItself(running.issuer, names),
      waitingClientId: await askForVerification(running.issuer, names),
      redirectUri,
      structureId: 'villa',
      deviceId: 'hall',
      resetPath: await resetPath(running),
    }
    return { seeded, running, end: () => running.end() }
  } catch (error) {
    await running.end()
    throw error
  }
}

function definitionOf({ app, publisher, home, device, person }: Names): object {
  const { homeowner, developer, operator } = people
  const scopes = ['openid', 'profile', 'email', 'structures:read', 'devices:read', 'devices:write']
  const redirects = [redirectUri, 'https://app.example/callback']
  return {
    accounts: [
      { ...homeowner, roles: ['homeowner'], claims: { name: person } },
      { ...developer, roles: ['developer'], claims: { name: person } },
      { ...operator, roles: ['operator'], claims: { name: person } },
    ],
    clients: [
      {
        clientId,
        clientSecret,
        name: app,
        publisher,
        owner: developer.email,
        redirectUris: redirects,
        scopes,
      },
      {
        clientId: 'unsafe-app',
        clientSecret,
        name: app,
        publisher,
        owner: developer.email,
        dialect: 'nest',
        redirectUris: redirects,
        allows: ['credentials-in-query'],
      },
      {
        clientId: 'fapi-app',
        name: app,
        publisher,
        owner: developer.email,
        policy: 'fapi2',
        redirectUris: ['https://app.example/callback'],
        tokenEndpointAuthMethod: 'private_key_jwt',
        jwksUri: 'https://app.example/jwks',
        dpopBoundAccessTokens: true,
        policyUri: 'https://app.example/privacy',
        postLogoutRedirectUris: ['https://app.example/bye'],
        backchannelLogoutUri: 'https://app.example/backchannel-logout',
      },
      { clientId: 'nest-app', clientSecret, name: app, publisher, dialect: 'nest' },
      {
        clientId: 'nibe-app',
        clientSecret,
        name: app,
        publisher,
        dialect: 'nibe',
        redirectUris: ['https://nibe-app.example/callback'],
      },
      ...manyApps(app, developer.email),
    ],
    structures: [
      {
        id: 'villa',
        name: home,
        owner: homeowner.email,
        timeZone: 'Europe/Stockholm',
        devices: [
          { id: 'hall', name: device, type: 'thermostat' },
          { id: 'pump', name: device, type: 'heat_pump' },
        ],
      },
      { id: 'hut', name: home, owner: homeowner.email, timeZone: 'Europe/Berlin', devices: [] },
    ],
  }
}

/** As a program does that nobody has told of this server. */
async function registerItself(issuer: string, { app }: Names): Promise<string> {
  const { client_id } = await registered(issuer, {
    client_name: app,
    client_uri: 'https://app.example/',
    policy_uri: 'https://app.example/privacy',
    tos_uri: 'https://app.example/terms',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    contacts: ['ops@app.example'],
  })
  return String(client_id)
}

/** More than one page of a list holds. */
function manyApps(name: string, owner: string): readonly object[] {
  return Array.from({ length: 24 }, (_, at) => ({
    clientId: `app-${at}`,
    clientSecret,
    name,
    owner,
    redirectUris: ['https://app.example/callback'],
  }))
}

const verifier = 'the-verifier-of-every-page-that-needs-one-43'

async function connectApp(issuer: string): Promise<void> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const code = await allowedCode(newVisitor(issuer), `/oauth2/authorize?${query}`, people.homeowner)
  const answer = await tokenRequest(issuer, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  assert.equal(answer.status, 200, await answer.text())
}

/** An app that its developer has registered and wants to have verified. */
async function askForVerification(issuer: string, { app, publisher }: Names): Promise<string> {
  const developer = await signedIn(issuer, people.developer)
  const fields = { name: app, publisher, redirectUris: 'https://app.example/callback' }
  const { clientId, path } = await registerApp(developer, 'app', fields)
  const { response } = await submit(developer, `${path}/verification`, 'ask-verification')
  assert.equal(response.status, 303)
  return clientId
}

/** So that an app's activity has failures to tell of. */
async function failSometimes(issuer: string, { app }: Names): Promise<void> {
  const wrong = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: `https://app.example/${encodeURIComponent(app)}`,
  })
  await newVisitor(issuer).get(`/oauth2/authorize?${wrong}`)
  await tokenRequest(issuer, { grant_type: 'refresh_token', refresh_token: app })
  await tokenRequest(issuer, { grant_type: app })
  await tokenRequest(issuer, { grant_type: 'refresh_token', refresh_token: 'x' }, 'a-wrong-secret-for-it')
}

function tokenRequest(
  issuer: string,
  form: Readonly<Record<string, string>>,
  secret = clientSecret,
): Promise<Response> {
  const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: secret })
  return fetch(`${issuer}/oauth2/token`, { method: 'POST', body })
}

async function resetPath(running: RunningLatchkey): Promise<string> {
  const printed = await cli(running, 'account', 'reset', people.homeowner.email)
  const link = new URL(/http\S+/.exec(printed)?.[0] ?? assert.fail(printed), running.issuer)
  return link.pathname + link.search
}

function cli({ folder, port }: RunningLatchkey, ...args: readonly string[]): Promise<string> {
  return runCli({ PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }, args)
}
