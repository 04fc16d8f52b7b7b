import type { HomeAccess } from '@latchkey/protocol'
import {
  type Level,
  type OfferedDevice,
  type OfferedHome,
  type SensitiveAction,
  sensitiveActions,
} from './home-offer.ts'
import { accessOf, everythingOf, type HomeShare, isEmpty, noShare } from './home-share.ts'

export const extents = ['everything', 'chosen', 'nothing'] as const
/** How much of a home: all that is offered, single devices, or nothing. */
export type Extent = (typeof extents)[number]

/** What the page says of one home while a person chooses. */
export interface HomeChoice {
  readonly home: OfferedHome
  readonly extent: Extent
  /** Of everything. */
  readonly level: Level
  /** Whether everything includes the devices that join later. */
  readonly future: boolean
  /** What single devices get. */
  readonly devices: HomeShare['devices']
  readonly sensitive: readonly SensitiveAction[]
}

export interface PostedChoice {
  readonly choices: readonly HomeChoice[]
  /** What the choice comes to; empty where there is a problem. */
  readonly details: readonly HomeAccess[]
  /** `unknown`: something in the form is not on offer, or not any more. `nothing`: nothing at all is chosen. */
  readonly problem?: 'unknown' | 'nothing'
}

export function mostLevel({ devices, future }: OfferedHome): Level {
  return future === 'control' || devices.some(({ most }) => most === 'control') ? 'control' : 'read'
}

/** The levels that can be chosen, the most first. */
export function levelsUpTo(most: Level): readonly Level[] {
  return most === 'control' ? ['control', 'read'] : ['read']
}

/** Everything that is offered of a home. */
export function wholeChoice(home: OfferedHome): HomeChoice {
  return {
    home,
    extent: 'everything',
    level: mostLevel(home),
    future: home.future !== undefined,
    devices: new Map(),
    sensitive: home.preset,
  }
}

/** How the page shows what is given of a home now. */
export function choiceOf(home: OfferedHome, share: HomeShare): HomeChoice {
  const { devices, sensitive } = share
  const whole = { ...wholeChoice(home), devices, sensitive }
  if (isEmpty(share)) return { ...whole, extent: 'nothing' }
  const ways = levelsUpTo(mostLevel(home)).flatMap((level) => [
    { level, future: true },
    { level, future: false },
  ])
  const way = ways.find(({ level, future }) => isSame(share, everythingOf(home, level, future)))
  return way === undefined
    ? { ...whole, extent: 'chosen' }
    : { ...whole, ...way, future: share.future !== undefined }
}

function isSame(one: Omit<HomeShare, 'sensitive'>, other: Omit<HomeShare, 'sensitive'>): boolean {
  return (
    one.future === other.future &&
    one.devices.size === other.devices.size &&
    [...one.devices].every(([id, level]) => other.devices.get(id) === level)
  )
}

/** A home of which no device is chosen is not given at all, whatever else is ticked. */
export function chosenShare({ home, extent, level, future, devices, sensitive }: HomeChoice): HomeShare {
  if (extent === 'nothing') return noShare
  const share = extent === 'everything' ? everythingOf(home, level, future) : { devices, future: undefined }
  return isEmpty(share) ? noShare : { ...share, sensitive }
}

/**
 * The name of a field: what it is about, the home and the device. Ids hold any sign; none of them can make one name look like
 * another.
 */
export function fieldName(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part).replaceAll('.', '%2E')).join('.')
}

const isOurs = /^(?:extent|level|future|device|away|camera|unlock)\./

/** Every field that the page has for this home, with the values it can have. */
function fieldsOf(home: OfferedHome): readonly (readonly [name: string, values: readonly string[]])[] {
  const { id, devices, future, sensitive } = home
  const deviceField = (device: OfferedDevice) =>
    [fieldName('device', id, device.id), ['none', ...levelsUpTo(device.most)]] as const
  return [
    [fieldName('extent', id), extents],
    [fieldName('level', id), levelsUpTo(mostLevel(home))],
    ...(future === undefined ? [] : [[fieldName('future', id), ['on']] as const]),
    ...devices.map(deviceField),
    ...sensitive.map((action) => [fieldName(action, id), ['on']] as const),
  ]
}

/**
 * What a person chose of an offer. A form without any choice means `first`, which is what the page showed at first. A home that
 * the form does not speak of gets nothing: it was not on the page.
 */
export function decodeChoice(
  form: ReadonlyMap<string, string>,
  offer: readonly OfferedHome[],
  first: readonly HomeChoice[],
): PostedChoice {
  const posted = [...form].filter(([name]) => isOurs.test(name))
  if (posted.length === 0) return settled(first)
  const known = new Map(offer.flatMap(fieldsOf))
  const good = new Map(posted.filter(([name, value]) => known.get(name)?.includes(value)))
  const choices = offer.map((home) => postedChoice(home, good))
  return good.size === posted.length ? settled(choices) : { choices, details: [], problem: 'unknown' }
}

/** What these choices come to. */
export function settled(choices: readonly HomeChoice[]): PostedChoice {
  const details = choices.flatMap((choice) => accessOf(choice.home, chosenShare(choice)))
  const isNothing = choices.length > 0 && details.length === 0
  return { choices, details, ...(isNothing && { problem: 'nothing' }) }
}

/** Whatever is not said is the least. */
function postedChoice(home: OfferedHome, form: ReadonlyMap<string, string>): HomeChoice {
  const said = (...parts: readonly string[]) => form.get(fieldName(...parts))
  const devices = home.devices.flatMap(({ id }) => {
    const level = levelOf(said('device', home.id, id))
    return level === undefined ? [] : ([[id, level]] as const)
  })
  return {
    home,
    extent: extents.find((extent) => extent === said('extent', home.id)) ?? 'nothing',
    level: levelOf(said('level', home.id)) ?? 'read',
    // Of a home without devices everything is what comes later.
    future: home.devices.length === 0 || said('future', home.id) === 'on',
    devices: new Map(devices),
    sensitive: sensitiveActions.filter((action) => said(action, home.id) === 'on'),
  }
}

function levelOf(text: string | undefined): Level | undefined {
  return text === 'read' || text === 'control' ? text : undefined
}
