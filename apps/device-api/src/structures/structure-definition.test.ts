import assert from 'node:assert/strict'
import { test } from 'node:test'
import { structureDefinitionSchema } from './structure-definition.ts'

const villa = { id: 'villa', name: 'Villa', owner: 'anna' }
const room = { id: 'kitchen', name: 'Kitchen' }
const hall = { id: 'hall', name: 'Hall', type: 'thermostat' }

test('time zone and devices may be left out', () => {
  assert.deepEqual(structureDefinitionSchema.parse(villa), { ...villa, timeZone: 'UTC', devices: [] })
})

test('rooms and an address may be declared', () => {
  const told = {
    rooms: [room],
    countryCode: 'SE',
    postalCode: '114 55',
    devices: [{ ...hall, room: 'kitchen' }],
  }
  assert.deepEqual(structureDefinitionSchema.parse({ ...villa, ...told }), {
    ...villa,
    timeZone: 'UTC',
    ...told,
  })
})

const mistakes: Readonly<Record<string, object>> = {
  id: { ...villa, id: 'a/b' },
  'id that leads elsewhere': { ...villa, id: '..' },
  'long id': { ...villa, id: 'a'.repeat(65) },
  name: { ...villa, name: ' ' },
  owner: { ...villa, owner: '' },
  timeZone: { ...villa, timeZone: 'Mars/Olympus' },
  'unknown member': { ...villa, away: 'home' },
  'type of a device': { ...villa, devices: [{ ...hall, type: 'toaster' }] },
  'country code': { ...villa, countryCode: 'Sweden' },
  'postal code': { ...villa, postalCode: '<b>' },
  'room named twice': { ...villa, rooms: [room, room] },
  'room that the home does not have': { ...villa, rooms: [room], devices: [{ ...hall, room: 'attic' }] },
  'device named twice': { ...villa, devices: [hall, hall] },
}
for (const [name, definition] of Object.entries(mistakes)) {
  test(`refuses a wrong ${name}`, () => {
    assert.equal(structureDefinitionSchema.safeParse(definition).success, false)
  })
}
