import assert from 'node:assert/strict'
import { firstAlarm } from '../devices/alarm.ts'
import type { Device } from '../devices/device.ts'
import { deviceTypes } from '../devices/device-types.ts'
import type { Traits } from '../devices/traits.ts'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import { type Answer, accessOf, begin, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

export interface NestTestApi extends TestApi {
  /** With Anna's own token, unless another is named. */
  get(path: string, token?: string): Promise<Answer>
  put(path: string, json: unknown, token?: string): Promise<Answer>
  putText(path: string, body: string): Promise<Answer>
  /** Puts the device into a state that no request can bring about. */
  become(owner: string, id: string, traits: Partial<Traits>): Promise<void>
}

/** Anna's homes, and a lodge of hers with one of each of Nest's devices, a lock, and a device whose id ends like a file. */
export async function openNestApi(): Promise<NestTestApi> {
  const api = await openTestApi()
  const { store, tokens } = api
  await store.saveStructure(lodgeDefinition, { now: begin })
  const rooms = [
    { id: 'r1', name: 'Kitchen' },
    { id: 'r2', name: 'Attic' },
  ]
  await store.changeStructure('anna', 'lodge', {
    facts: { rooms, countryCode: 'SE', postalCode: '111 22' },
  })
  const all = { actions: ['read', 'control', 'away', 'camera'] } as const
  tokens.anna = accessOf(
    'anna',
    ['villa', 'cabin', 'lodge'].map((home) => homeAccess(home, all)),
  )
  tokens.bo = accessOf('bo', [homeAccess('flat')])
  const become: NestTestApi['become'] = async (owner, id, traits) => {
    const device: Device | undefined = await store.findDevice(owner, id)
    assert.ok(device)
    assert.ok(await store.saveDevice(owner, { ...device, traits: { ...device.traits, ...traits } }))
  }
  const placed = await store.findDevice('anna', 'smoke')
  assert.ok(placed)
  assert.ok(await store.saveDevice('anna', { ...placed, roomId: 'r1' }))
  // Each request from an app of its own: there are more than one app may send while the clock stands still.
  let app = 0
  const send = (token: string, path: string, init?: RequestInit) => {
    app += 1
    const access = tokens[token]
    if (access !== undefined) tokens[token] = { ...access, clientId: `app ${app}` }
    return api.ask(token, path, init)
  }
  return {
    ...api,
    become,
    get: (path, token = 'anna') => send(token, path),
    put: (path, json, token = 'anna') => send(token, path, { method: 'PUT', body: JSON.stringify(json) }),
    putText: (path, body) => send('anna', path, { method: 'PUT', body }),
  }
}

const lodgeDefinition = structureDefinitionSchema.parse({
  id: 'lodge',
  name: 'Lodge',
  owner: 'anna',
  devices: [
    { id: 'den', name: 'Den', type: 'thermostat' },
    { id: 'smoke', name: 'Smoke', type: 'smoke_co_alarm' },
    { id: 'door-cam', name: 'Door', type: 'camera' },
    { id: 'bolt', name: 'Bolt', type: 'lock' },
    { id: 'odd.json', name: 'Odd', type: 'thermostat' },
    { id: 'constructor', name: 'Builder', type: 'thermostat' },
  ],
})

export const den = '/devices/thermostats/den'
export const lodge = '/structures/lodge'

/** Somebody at home, a thermostat as it is unpacked, and no smoke. */
export async function asUnpacked(api: NestTestApi): Promise<void> {
  await api.store.changeStructure('anna', 'lodge', { away: 'home' })
  await api.become('anna', 'den', deviceTypes.thermostat.firstTraits(begin))
  await api.become('anna', 'smoke', { alarm: firstAlarm })
}

export const errorTypes = 'https://developer.nest.com/documentation/cloud/error-messages#'

/** The error object of Nest, exactly; answers nothing. */
export function assertNestError(
  { status, json, headers }: Answer,
  expected: { status: number; fragment: string; error: string; details?: object },
): void {
  const { instance, ...rest } = json
  assert.equal(status, expected.status, JSON.stringify(json))
  assert.match(String(headers.get('Content-Type')), /^application\/json/)
  assert.match(String(instance), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.deepEqual(rest, {
    error: expected.error,
    type: errorTypes + expected.fragment,
    message: expected.error,
    ...(expected.details && { details: expected.details }),
  })
}

/** What nobody may write, or not this app. */
export const noWrite = (fields: string, status = 400) => ({
  status,
  fragment: 'no-write-permission',
  error: `No write permission(s) for field(s): ${fields}`,
  details: { fields },
})

/** A write that Nest refuses. */
export const wrong = (fragment: string, error: string, details?: object) => ({
  status: 400,
  fragment,
  error,
  ...(details && { details }),
})
