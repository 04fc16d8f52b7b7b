import { type AlarmState, alarmStates } from '../devices/alarm.ts'
import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'
import { nestTime, noTime, type Place, placeOf } from './encode-nest-device.ts'
import type { NestKind } from './nest-kinds.ts'
import { kindOf } from './nest-kinds.ts'
import type { Branch } from './node.ts'

/** A home with its covered devices only. `shown`: those of them that the token's scope lets it read. */
export function encodeNestStructure(
  structure: Structure,
  shown: readonly Device[],
  isWhole: boolean,
  now: number,
): Branch {
  return {
    structure_id: structure.id,
    name: structure.name,
    country_code: structure.facts.countryCode ?? '',
    postal_code: structure.facts.postalCode ?? '',
    time_zone: structure.timeZone,
    away: nestAway(structure),
    thermostats: idsOf(shown, 'thermostats'),
    smoke_co_alarms: idsOf(shown, 'smoke_co_alarms'),
    cameras: idsOf(shown, 'cameras'),
    eta_begin: etaOf(structure, now),
    peak_period_start_time: noTime,
    peak_period_end_time: noTime,
    rhr_enrollment: false,
    co_alarm_state: worst(shown, 'co'),
    smoke_alarm_state: worst(shown, 'smoke'),
    wwn_security_state: 'ok',
    wheres: encodeWheres(structure, shown, isWhole),
  }
}

export const isAway = ({ away }: Structure) => away !== 'home'

/** Nest knows no vacation: nobody is at home then. */
export const nestAway = (structure: Structure) => (isAway(structure) ? 'away' : 'home')

const idsOf = (devices: readonly Device[], kind: NestKind) =>
  devices.filter((device) => kindOf(device) === kind).map(({ id }) => id)

function etaOf(structure: Structure, now: number): string {
  const { eta } = structure.facts
  return eta !== undefined && isAway(structure) && eta.until > now ? nestTime(eta.from) : noTime
}

function worst(devices: readonly Device[], gas: 'co' | 'smoke'): AlarmState {
  const states = devices.map(({ traits }) => traits.alarm?.[gas])
  return alarmStates.findLast((state) => states.includes(state)) ?? 'ok'
}

/** Who was given one device learns of its room only. */
function encodeWheres(structure: Structure, devices: readonly Device[], isWhole: boolean): Branch {
  const rooms: readonly Place[] = (isWhole && structure.facts.rooms) || []
  const places = [...rooms, ...devices.map((device) => placeOf(device, structure))]
  return Object.fromEntries(places.map(({ id, name }) => [id, { where_id: id, name }]))
}
