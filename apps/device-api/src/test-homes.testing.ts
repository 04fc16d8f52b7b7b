import type { Access, HomeAccess } from '@latchkey/resource-kit'
import { testDatabases } from '@latchkey/sql/testing'
import type { Hono } from 'hono'
import { createDeviceApi } from './device-api.ts'
import type { HomesStore } from './store/homes-store.ts'
import { openHomesStore } from './store/sql-homes-store.ts'
import { structureDefinitionSchema } from './structures/structure-definition.ts'

export const begin = Date.UTC(2026, 0, 15, 12)

/** What a test's token allows; the token's text is its key in `tokens`. */
export type TestTokens = Record<string, Access>

export const allScopes = ['structures:write', 'devices:write']

export function homeAccess(structure: string, more: Partial<HomeAccess> = {}): HomeAccess {
  return {
    type: 'home_access',
    structure,
    devices: 'all',
    actions: ['read', 'control', 'away', 'camera'],
    ...more,
  }
}

export function accessOf(
  subject: string,
  homes: readonly HomeAccess[],
  scope: readonly string[] = allScopes,
): Access {
  return { subject, clientId: 'app', scope, homes, expiresAt: 4e9 }
}

/** Anna's villa and cabin, Bo's flat. */
export const definitions = [
  {
    id: 'villa',
    name: 'Villa',
    owner: 'anna',
    timeZone: 'Europe/Stockholm',
    devices: [
      { id: 'hall', name: 'Hall', type: 'thermostat' },
      { id: 'pump', name: 'Pump', type: 'heat_pump' },
    ],
  },
  {
    id: 'cabin',
    name: 'Cabin',
    owner: 'anna',
    devices: [{ id: 'stove', name: 'Stove', type: 'thermostat' }],
  },
  { id: 'flat', name: 'Flat', owner: 'bo', devices: [{ id: 'bath', name: 'Bath', type: 'thermostat' }] },
].map((home) => structureDefinitionSchema.parse(home))

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Record<string, unknown>
}

export interface TestApi {
  readonly app: Hono
  readonly store: HomesStore
  readonly tokens: TestTokens
  readonly clock: { now: number }
  ask(token: string | undefined, path: string, init?: RequestInit): Promise<Answer>
  patch(token: string, path: string, body: unknown): Promise<Answer>
  close(): Promise<void>
}

const isJson = (type: string | null) => type !== null && /json/.test(type)

/** The device API on a SQLite database of its own, with the homes above. */
export async function openTestApi(): Promise<TestApi> {
  const [sqlite] = testDatabases()
  if (sqlite === undefined) throw new Error('there is no test database')
  const driver = await sqlite.open()
  const clock = { now: begin }
  const store = await openHomesStore(driver, () => clock.now)
  for (const home of definitions) await store.saveStructure(home, { now: begin })
  const tokens: TestTokens = {}
  const verify = async (token: string) => tokens[token]
  const app = createDeviceApi({ origin: 'http://localhost', verify, store, now: () => clock.now })
  const ask: TestApi['ask'] = async (token, path, init = {}) => {
    const headers = new Headers(init.headers)
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`)
    const response = await app.request(path, { ...init, headers })
    const text = await response.text()
    const json = text !== '' && isJson(response.headers.get('Content-Type')) ? JSON.parse(text) : {}
    return { status: response.status, headers: response.headers, text, json }
  }
  const patch: TestApi['patch'] = (token, path, body) =>
    ask(token, path, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { app, store, tokens, clock, ask, patch, close: () => driver.close() }
}
