import { type DialectName, dialects } from '@latchkey/dialects'
import { matchingSecret } from '../clients/client-secret.ts'
import type { ServerContext } from '../context.ts'
import type { MasterKeys } from '../keys/master-key.ts'
import type { Account, Client } from '../store/records.ts'
import { demoCode, demoGrant } from './demo-code.ts'
import { demoHome, homeowner } from './demo-declaration.ts'
import { demoClientSecret, demoSecret } from './demo-secret.ts'

/** What the examples of one client are written with. */
interface Example {
  readonly issuer: string
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string | undefined
  readonly verifier: string
  /** A fresh code each time: it is good once. */
  readonly code: () => Promise<string>
}

type Line = readonly [comment: string, command: Promise<string>]

/** The examples of a client, or why there are none. */
export async function examplesOf(
  { server, master }: { server: ServerContext; master: MasterKeys },
  client: Client,
): Promise<readonly string[]> {
  const { clientId, dialect } = client
  const clientSecret = demoClientSecret(master, clientId)
  const heading = ['', `# ${client.name} (dialect ${dialect}, client ${clientId})`]
  const pepper = server.keys.current('pepper')
  if (matchingSecret(pepper, client, clientSecret, server.now()) === undefined)
    return [...heading, '# Its secret was changed, so its lines are left out.']
  const owner = await server.store.findAccountByEmail(homeowner)
  if (owner?.state !== 'active') return [...heading, `# ${homeowner} is gone, so its lines are left out.`]
  if (client.grantTypes.includes('authorization_code')) await demoGrant(server, client, owner)
  const lines = examples[dialect](exampleFor(server, client, { owner, master, clientSecret }))
  const written = await Promise.all(lines.map(async ([comment, command]) => [`# ${comment}`, await command]))
  return [...heading, ...written.flat()]
}

function exampleFor(
  server: ServerContext,
  client: Client,
  { owner, master, clientSecret }: { owner: Account; master: MasterKeys; clientSecret: string },
): Example {
  const { clientId, dialect, redirectUris } = client
  const { issuer } = server
  const verifier = demoSecret(master, `verifier of ${clientId}`, 64)
  return {
    ...{ issuer, clientId, clientSecret, verifier },
    tokenUrl: `${issuer}${dialects[dialect].paths.token[0]}`,
    redirectUri: redirectUris[0],
    code: () => demoCode(server, client, owner, verifier),
  }
}

/** The lines of each dialect, in its vendor's spelling. */
const examples: Readonly<Record<DialectName, (example: Example) => readonly Line[]>> = {
  standard: (example) => [
    ['A token that a person allowed (the code with its PKCE verifier):', standardCode(example)],
    ["The client's own token:", clientCredentials(example)],
    ['The same connection refreshed:', refresh(example, standardCode)],
    ['The homes and devices that were shared:', read(example, standardCode, '/v1/structures')],
  ],
  nest: (example) => [
    ['A token that a person allowed, with the code of the code page:', nestCode(example)],
    ["Nest's thermostats:", read(example, nestCode, '/devices/thermostats')],
    ...homeLines(example, nestCode),
  ],
  honeywell: (example) => [
    ["The client's own token:", clientCredentials(example)],
    ['A token that a person allowed:', basicCode(example)],
    ['The same connection refreshed:', refresh(example, basicCode)],
    ["Honeywell's locations:", read(example, basicCode, `/v2/locations?apikey=${example.clientId}`)],
    ['The homes and devices that were shared:', read(example, basicCode, '/v1/structures')],
  ],
  gogox: (example) => [
    ["The client's own token, asked for in JSON:", gogoxJson(example)],
    ['The same by GET:', Promise.resolve(`curl -s ${basic(example)} ${example.tokenUrl}`)],
  ],
  nibe: (example) => [
    ['A token that a person allowed:', nibeCode(example)],
    ['The same connection refreshed:', refresh(example, nibeCode)],
    ["NIBE's systems:", read(example, nibeCode, '/api/v1/systems')],
    ...homeLines(example, nibeCode),
  ],
}

type TokenLine = (example: Example) => Promise<string>

const [thermostat] = demoHome.devices

/** Reads and writes with a token that a person allowed, each line with a code of its own. */
function homeLines(example: Example, token: TokenLine): readonly Line[] {
  const device = `/v1/devices/${thermostat?.id}`
  const warmer = '{"target_temperature_c":22.5}'
  return [
    ['The homes and devices that were shared:', read(example, token, '/v1/structures')],
    ['One device:', read(example, token, device)],
    ['Set its target temperature:', write(example, token, device, warmer)],
    ['Say that nobody is home:', write(example, token, `/v1/structures/${demoHome.id}`, '{"away":"away"}')],
  ]
}

function basic({ clientId, clientSecret }: Example): string {
  return `-u '${clientId}:${clientSecret}'`
}

function form(members: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  )
  return `-d '${parts.join('&')}'`
}

async function codeMembers({ code, redirectUri }: Example) {
  return { grant_type: 'authorization_code', code: await code(), redirect_uri: redirectUri }
}

function credentials({ clientId, clientSecret }: Example) {
  return { client_id: clientId, client_secret: clientSecret }
}

async function standardCode(example: Example): Promise<string> {
  const members = { ...(await codeMembers(example)), code_verifier: example.verifier }
  return `curl -s ${basic(example)} ${form(members)} ${example.tokenUrl}`
}

async function basicCode(example: Example): Promise<string> {
  return `curl -s ${basic(example)} ${form(await codeMembers(example))} ${example.tokenUrl}`
}

async function nestCode(example: Example): Promise<string> {
  const members = { code: await example.code(), ...credentials(example), grant_type: 'authorization_code' }
  return `curl -s -X POST ${form(members)} ${example.tokenUrl}`
}

async function nibeCode(example: Example): Promise<string> {
  const members = { ...(await codeMembers(example)), ...credentials(example) }
  return `curl -s -X POST ${form(members)} ${example.tokenUrl}`
}

async function clientCredentials(example: Example): Promise<string> {
  return `curl -s -X POST ${basic(example)} ${form({ grant_type: 'client_credentials' })} ${example.tokenUrl}`
}

async function gogoxJson(example: Example): Promise<string> {
  const body = JSON.stringify({ ...credentials(example), grant_type: 'client_credentials' })
  return `curl -s --request POST ${example.tokenUrl} --header 'Content-Type: application/json' --data-raw '${body}'`
}

/** One member of the JSON that another line prints, for the shell to put in. */
function memberOf(command: string, member: string): string {
  return `$(${command} | sed -E 's/.*"${member}": ?"([^"]*)".*/\\1/')`
}

async function refresh(example: Example, token: TokenLine): Promise<string> {
  const refreshToken = memberOf(await token(example), 'refresh_token')
  const members = `-d grant_type=refresh_token -d "refresh_token=${refreshToken}"`
  return `curl -s ${basic(example)} ${members} ${example.tokenUrl}`
}

/** The address in quotes: some shells take its question mark for a pattern. */
async function read(example: Example, token: TokenLine, path: string): Promise<string> {
  return `curl -s '${example.issuer}${path}' ${await bearer(example, token)}`
}

async function write(example: Example, token: TokenLine, path: string, body: string): Promise<string> {
  const json = `-H 'Content-Type: application/json' -d '${body}'`
  return `curl -s -X PATCH ${example.issuer}${path} ${await bearer(example, token)} ${json}`
}

async function bearer(example: Example, token: TokenLine): Promise<string> {
  return `-H "Authorization: Bearer ${memberOf(await token(example), 'access_token')}"`
}
