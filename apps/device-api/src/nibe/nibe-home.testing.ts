import { firstAlarm } from '../devices/alarm.ts'
import type { Device } from '../devices/device.ts'
import { structureDefinitionSchema } from '../structures/structure-definition.ts'
import { accessOf, begin, homeAccess, openTestApi, type TestApi } from '../test-homes.testing.ts'

/** Of Anna's estate, which has two heat pumps; the villa is 100001. */
export const estate = '/api/v1/systems/100004'

const both = ['READSYSTEM', 'WRITESYSTEM']

/** Anna's estate beside the homes that every test has, and tokens for it; each has its own rate. */
export async function openNibeApi(): Promise<TestApi> {
  const api = await openTestApi()
  const devices = [
    { id: 'main', name: 'Main pump', type: 'heat_pump' },
    { id: 'lodge', name: 'Lodge pump', type: 'heat_pump' },
    { id: 'stairs', name: 'Stairs', type: 'thermostat' },
    { id: 'smoke', name: 'Kitchen smoke', type: 'smoke_co_alarm' },
    { id: 'drip', name: 'Cellar', type: 'water_leak_detector' },
  ]
  const place = { countryCode: 'SE', postalCode: '11122' }
  const home = { id: 'estate', name: 'Estate', owner: 'anna', ...place, devices }
  await api.store.saveStructure(structureDefinitionSchema.parse(home), { now: begin })
  const token = (more: Parameters<typeof homeAccess>[1], scope: readonly string[] = both) =>
    accessOf('anna', [homeAccess('estate', more)], scope)
  api.tokens.all = token({})
  api.tokens.burst = { ...token({}), clientId: 'burst' }
  api.tokens.reads = token({ actions: ['read'] })
  api.tokens.readScope = token({}, ['READSYSTEM'])
  api.tokens.lodge = token({ devices: ['lodge'] })
  api.tokens.noPump = token({ devices: ['stairs'] })
  api.tokens.noAway = token({ actions: ['read', 'control'] })
  api.tokens.bo = accessOf('bo', [homeAccess('flat'), homeAccess('estate')], both)
  return api
}

/** As its sensors would. */
export async function sound(api: TestApi, id: string, traits: Device['traits']): Promise<void> {
  const device = await api.store.findDevice('anna', id)
  if (device === undefined) throw new Error(`there is no ${id}`)
  await api.store.saveDevice('anna', { ...device, traits: { ...device.traits, ...traits } })
}

export const smokeEmergency = { alarm: { ...firstAlarm, smoke: 'emergency', battery: 'replace' } } as const

export function send(api: TestApi, token: string, method: string, path: string, body: unknown) {
  return api.ask(token, path, {
    method,
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
