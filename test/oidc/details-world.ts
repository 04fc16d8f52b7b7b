// A server where Anna has two homes, and what an app says to ask for parts of them by name.

import assert from 'node:assert/strict'
import type { HomeAccess, HomeAction } from '@latchkey/protocol'
import { authorizeUrl } from '../attacks/authorization.ts'
import { anna, definition } from '../definition.ts'
import { type Answer, type SeededLatchkey, tokensOf } from '../seeded-latchkey.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'

export const twoHomes = {
  ...definition,
  structures: [
    ...definition.structures,
    {
      id: 'annas-cabin',
      name: 'Annas stuga',
      owner: anna.email,
      timeZone: 'Europe/Stockholm',
      devices: [
        { id: 'cabin-thermostat', name: 'Stuga', type: 'thermostat' },
        { id: 'cabin-camera', name: 'Garden', type: 'camera' },
      ],
    },
  ],
}

export const inHome = (
  structure: string,
  devices: HomeAccess['devices'],
  ...actions: readonly HomeAction[]
): HomeAccess => ({ type: 'home_access', structure, devices, actions })

export const hallRead = inHome('annas-home', ['annas-thermostat'], 'read')
export const houseRead = inHome('annas-home', 'all', 'read')
export const houseControl = inHome('annas-home', 'all', 'read', 'control')
export const cabinRead = inHome('annas-cabin', 'all', 'read')

/** As a parameter. */
export const asked = (...details: readonly object[]) => ({ authorization_details: JSON.stringify(details) })

export const foreign: readonly object[] = [
  inHome('bens-home', 'all', 'read'),
  inHome('nobodys-home', 'all', 'read'),
  inHome('annas-home', ['bens-thermostat'], 'read'),
  inHome('annas-home', ['nobodys-device'], 'read'),
  inHome('annas-home', ['cabin-thermostat'], 'read'),
  { type: 'home_access', structure: '__proto__' },
  inHome('annas-home', ['constructor'], 'read'),
]

/** What an app is told after a person who is signed in was sent there. */
export async function answerOf(location: string | null | undefined): Promise<URLSearchParams> {
  return new URL(location ?? assert.fail('nobody was sent back')).searchParams
}

/** Somebody who is signed in, at a page of a request that asks for nothing in particular. */
export async function signedInVisitor(issuer: string, person = anna) {
  const visitor = newVisitor(issuer)
  const page = await (await visitor.get(authorizeUrl())).text()
  await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
  return visitor
}

/** The homes of a token, as the token response, introspection and the device API tell of them. */
export async function toldHomes(server: SeededLatchkey, clientId: string, answer: Answer) {
  const { accessToken } = tokensOf(answer)
  const introspected = await server.introspect(clientId, accessToken)
  const api = await server.get('/v1/structures', { authorization: `Bearer ${accessToken}` })
  return {
    response: answer.json.authorization_details,
    introspection: introspected.json.authorization_details,
    api: homesIn(api),
  }
}

function homesIn({ status, json, text }: Answer): readonly string[] {
  assert.equal(status, 200, text)
  const list = Object.values(json).find(Array.isArray) ?? []
  return (list as { id: string; devices: { id: string }[] }[]).map(
    ({ id, devices }) => `${id}: ${devices.map((device) => device.id).join(', ')}`,
  )
}
