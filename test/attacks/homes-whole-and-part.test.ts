import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { HomeAccess } from '@latchkey/protocol'
import { anna, definition } from '../definition.ts'
import { inHome } from '../oidc/details-world.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

// Who was given single devices learns nothing that is of the whole home: where it is, and which other rooms there are.

const villa = {
  id: 'villa',
  name: 'Villa',
  owner: anna.email,
  timeZone: 'Europe/Stockholm',
  countryCode: 'SE',
  postalCode: '11122',
  rooms: [
    { id: 'hall', name: 'Hall' },
    { id: 'nursery', name: 'Secret nursery' },
  ],
  devices: [
    { id: 'villa-thermostat', name: 'Thermostat', type: 'thermostat', room: 'hall' },
    { id: 'villa-pump', name: 'Pump', type: 'heat_pump' },
    { id: 'villa-camera', name: 'Crib', type: 'camera', room: 'nursery' },
  ],
}

const one = inHome('villa', ['villa-thermostat', 'villa-pump'], 'read', 'control')
const whole = inHome('villa', 'all', 'read')

let server: SeededLatchkey
before(async () => {
  server = await startSeeded({
    definition: { ...definition, structures: [...definition.structures, villa] },
  })
})
after(() => server.end())

const message = (method: string, params: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })

/** All that a token tells of homes, in every view. */
async function everything(details: HomeAccess): Promise<ReadonlyMap<string, string>> {
  const { accessToken } = await server.connect('standard', { details: [details] })
  const authorization = `Bearer ${accessToken}`
  const paths = ['/v1/structures', '/structures', '/v2/locations', '/api/v1/systems']
  const read = await Promise.all(
    paths.map(async (path) => [path, (await server.get(path, { authorization })).text] as const),
  )
  const tool = await server.send('/mcp', {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: message('tools/call', { name: 'list_homes', arguments: {} }),
  })
  return new Map([...read, ['/mcp', tool.text]])
}

test('CWE-200: single devices tell nobody the postal code of their home, nor its other rooms', async () => {
  const shown = await everything(whole)
  const tellAddress = ['/v1/structures', '/structures', '/v2/locations', '/api/v1/systems']
  for (const path of tellAddress) assert.match(shown.get(path) ?? '', /11122/, path)
  const told = await everything(one)
  for (const [path, text] of told) {
    assert.match(text, /Villa/, path)
    assert.doesNotMatch(text, /11122|nursery/, path)
  }
})

test('CWE-200: a single device is moved to no room that is not shown, so that nobody finds rooms by trying', async () => {
  const { accessToken } = await server.connect('standard', { details: [one] })
  const move = (roomId: string) =>
    server.send('/v1/devices/villa-thermostat', {
      method: 'PATCH',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ room_id: roomId }),
    })
  const [hidden, unknown, shown] = [await move('nursery'), await move('nowhere'), await move('hall')]
  assert.deepEqual([hidden.status, hidden.text], [400, unknown.text])
  assert.equal(shown.status, 200)
  assert.equal(unknown.status, 400)
})
