// People, homes and devices whose every text is a mark of its own, so that one that shows up where it does not belong is seen.

import type { Access, HomeAccess } from '@latchkey/resource-kit'
import type { HomesStore } from '../../apps/device-api/src/store/homes-store.ts'
import type { Structure } from '../../apps/device-api/src/structures/structure.ts'
import { structureDefinitionSchema } from '../../apps/device-api/src/structures/structure-definition.ts'

export const owners = ['anna', 'ben', 'cleo'] as const
const kinds = [
  'thermostat',
  'heat_pump',
  'smoke_co_alarm',
  'camera',
  'water_leak_detector',
  'water_valve',
  'lock',
] as const

const mark = (text: string) => `mark ${text} end`

/** Two homes for each of three people, one device of every kind in each. */
export const homeIds = owners.flatMap((owner) => [`home-${owner}-1`, `home-${owner}-2`])
export const deviceIds = homeIds.flatMap((home) => kinds.map((kind) => `${home}.${kind}`))

export async function fillWorld(store: HomesStore): Promise<void> {
  for (const id of homeIds) {
    const devices = kinds.map((type) => ({ id: `${id}.${type}`, name: mark(`${id}.${type}`), type }))
    const definition = { id, name: mark(id), owner: id.split('-')[1] ?? '', timeZone: 'UTC', devices }
    await store.saveStructure(structureDefinitionSchema.parse(definition), { now: 0 })
    const rooms = [{ id: `room-${id}`, name: mark(`room ${id}`) }]
    await store.changeStructure(definition.owner, id, { facts: { rooms, postalCode: mark(`code ${id}`) } })
  }
}

/** Every mark in a text, without its frame. */
export function marksIn(text: string): readonly string[] {
  return [...text.matchAll(/mark ([\w .-]+?) end/g)].map(([, what = '']) => what)
}

/** Everything that is stored, by the id of home or device; the weather and the clock apart. */
export async function snapshot(store: HomesStore): Promise<ReadonlyMap<string, string>> {
  const all = await store.listAllStructures()
  return new Map(all.flatMap(stored))
}

function stored({ devices, ...home }: Structure): readonly [string, string][] {
  return [
    [home.id, JSON.stringify(home)],
    ...devices.map((device): [string, string] => [device.id, JSON.stringify(device)]),
  ]
}

/** The rule, written once more and another way: from the marks and ids, not from the request. */
export interface Rule {
  maySee(what: string): boolean
  mayChange(id: string): boolean
}

const readScopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write', 'user']
const writeScopes = ['structures:write', 'devices:write', 'user', 'WRITESYSTEM']

export function ruleOf({ subject, homes, scope }: Access): Rule {
  const mine = homes.filter(({ structure }) => structure.split('-')[1] === subject)
  const reads = [...readScopes, 'READSYSTEM', 'WRITESYSTEM'].some((one) => scope.includes(one))
  const writes = writeScopes.some((one) => scope.includes(one))
  const open = mine.filter(({ actions }) => actions.some((one) => one === 'read' || one === 'control'))
  const controlled = mine.filter(({ actions }) => actions.includes('control'))
  const away = mine.filter(({ actions }) => actions.includes('away'))
  return {
    maySee: (what) => {
      const id = what.replace(/^(?:room|code) /, '')
      return (
        reads && (isHome(id) ? open.some((one) => one.structure === id) : open.some((one) => has(one, id)))
      )
    },
    mayChange: (id) => {
      if (!writes) return false
      if (!isHome(id)) return controlled.some((one) => has(one, id))
      const isOpen = open.some(({ structure }) => structure === id)
      return isOpen && [...controlled, ...away].some(({ structure }) => structure === id)
    },
  }
}

const isHome = (id: string) => !id.includes('.')

function has({ structure, devices, actions }: HomeAccess, id: string): boolean {
  const [home = '', kind = ''] = id.split('.')
  const isShared = structure === home && (devices === 'all' || devices.includes(id))
  return isShared && (kind !== 'camera' || actions.includes('camera'))
}
