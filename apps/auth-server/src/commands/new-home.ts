import type { DeclaredHome } from './apply/declared-homes.ts'

/** Where in a home somebody puts such a thing, the likeliest first; long because it is a table. */
const places: ReadonlyMap<string, { readonly noun: string; readonly rooms: readonly string[] }> = new Map([
  [
    'thermostat',
    {
      noun: 'thermostat',
      rooms: ['Hallway', 'Living room', 'Bedroom', 'Office', 'Guest room', 'Kitchen', 'Attic'],
    },
  ],
  ['heat_pump', { noun: 'heat pump', rooms: ['Cellar', 'Garage'] }],
  [
    'smoke_co_alarm',
    { noun: 'alarm', rooms: ['Hallway', 'Bedroom', 'Kitchen', 'Cellar', 'Attic', 'Guest room'] },
  ],
  ['camera', { noun: 'camera', rooms: ['Porch', 'Garage', 'Living room'] }],
  ['water_leak_detector', { noun: 'leak detector', rooms: ['Bathroom', 'Kitchen', 'Laundry', 'Cellar'] }],
  ['water_valve', { noun: 'water valve', rooms: ['Cellar', 'Laundry'] }],
  ['lock', { noun: 'lock', rooms: ['Hallway', 'Garage', 'Cellar'] }],
])

/** What a home is fitted out with, one after the other, and then all over again. */
const mix = [
  ...['thermostat', 'smoke_co_alarm', 'lock', 'thermostat', 'water_leak_detector', 'heat_pump', 'thermostat'],
  ...[
    'smoke_co_alarm',
    'camera',
    'thermostat',
    'water_leak_detector',
    'water_valve',
    'thermostat',
    'smoke_co_alarm',
  ],
]

/** Every type that the mix knows. */
export const mixedTypes: readonly string[] = [...places.keys()]

export interface NewHome {
  readonly id: string
  readonly name: string
  /** An e-mail address. */
  readonly owner: string
  readonly timeZone: string
  readonly devices: number
  /** Of these only; empty: of all. */
  readonly types: readonly string[]
}

type Placed = DeclaredHome['devices'][number]

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z]+/g, '-')

/** The n-th of its kind in the home, 1 for the first: `Hallway thermostat`, later `Hallway thermostat 2`. */
function placed(homeId: string, type: string, nth: number): Placed & { readonly place: string } {
  const { noun, rooms } = places.get(type) ?? { noun: type, rooms: ['Hallway'] }
  const place = rooms[(nth - 1) % rooms.length] ?? 'Hallway'
  const round = Math.ceil(nth / rooms.length)
  const name = `${place} ${noun}${round === 1 ? '' : ` ${round}`}`
  return { id: `${homeId}-${slug(noun)}-${nth}`, name, type, room: slug(place), place }
}

/** A home as somebody would fit it out: the same for the same arguments. */
export function newHome({ id, name, owner, timeZone, devices, types }: NewHome): DeclaredHome {
  const kinds =
    types.length === 0
      ? mix
      : [...mix.filter((type) => types.includes(type)), ...types.filter((type) => !mix.includes(type))]
  const counted = new Map<string, number>()
  const made = Array.from({ length: devices }, (_, at) => {
    const type = kinds[at % kinds.length] ?? 'thermostat'
    const nth = (counted.get(type) ?? 0) + 1
    counted.set(type, nth)
    return placed(id, type, nth)
  })
  const rooms = [...new Set(made.map(({ place }) => place))].map((place) => ({
    id: slug(place),
    name: place,
  }))
  return { id, name, owner, timeZone, rooms, devices: made.map(({ place: _, ...device }) => device) }
}
