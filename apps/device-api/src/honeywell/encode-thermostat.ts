import { type Climate, type ClimateRange, climateAt, hvacStateOf } from '../devices/climate.ts'
import type { Device } from '../devices/device.ts'
import { deviceTypes } from '../devices/device-types.ts'
import { nextPeriod, periodAt } from '../devices/weekly-schedule.ts'
import { outdoorAt } from '../weather.ts'
import { dayNameOf } from './day-names.ts'
import { type Degrees, deadbandOf, degreesOf, limitsOf, readingOf, setpointOf } from './degrees.ts'
import { deviceIdOf, macIdOf } from './device-ids.ts'
import { clockText, wallSecond, weekday } from './local-time.ts'
import { allowedModes, fanNameOf, fanNames, modeNameOf, setpointsOf, statusNameOf } from './modes.ts'
import type { NumberedRoom } from './rooms.ts'

const operationModes = { heating: 'Heat', cooling: 'Cool', off: 'EquipmentOff' } as const

/** When the next period begins, or the hold ends; midnight where nothing is to come. */
function nextPeriodTime({ hold, schedule, timeZone }: Climate, now: number): string {
  if (hold.kind === 'until') return clockText(wallSecond(timeZone, hold.at))
  const next = nextPeriod(schedule, timeZone, now)
  return clockText(next === undefined ? 0 : next.period.minute * 60)
}

function encodeChangeableValues(climate: Climate, degrees: Degrees, now: number) {
  const { heat, cool } = setpointsOf(climate)
  const mode = modeNameOf(climate.mode)
  return {
    mode,
    heatSetpoint: setpointOf(degrees, heat),
    coolSetpoint: setpointOf(degrees, cool),
    thermostatSetpointStatus: statusNameOf(climate.hold),
    nextPeriodTime: nextPeriodTime(climate, now),
    heatCoolMode: mode === 'Cool' || hvacStateOf(climate) === 'cooling' ? 'Cool' : 'Heat',
    autoChangeoverActive: mode === 'Auto',
    emergencyHeatActive: climate.isEmergencyHeat,
    endHeatSetpoint: null,
    endCoolSetpoint: null,
  }
}

/** `GET …/fan`, and a part of the device's settings. */
export function encodeFan({ fan }: Climate) {
  return { allowedModes: fanNames, changeableValues: { mode: fanNameOf(fan) } }
}

function encodeSettings(climate: Climate, range: ClimateRange) {
  return {
    hardwareSettings: { brightness: 5, maxBrightness: 5 },
    ...(range.hasFan && { fan: encodeFan(climate) }),
    temperatureMode: { air: true },
    specialMode: {},
    devicePairingEnabled: true,
  }
}

function encodeOperation(climate: Climate, now: number) {
  const { mode, until = 0 } = climate.fan
  return {
    mode: operationModes[hvacStateOf(climate)],
    fanRequest: mode === 'on' || until > now || hvacStateOf(climate) !== 'off',
    circulationFanRequest: mode === 'circulate',
  }
}

/** A device on the metric scale is a European one, whose schedules are of another kind. */
const subTypeOf = ({ units }: Degrees) => (units === 'Celsius' ? 'EMEA' : 'NA')

function encodeScheduling(climate: Climate, degrees: Degrees, now: number) {
  const { hold, schedule, timeZone } = climate
  const current = periodAt(schedule, timeZone, now)?.period
  const subType = subTypeOf(degrees)
  return {
    scheduleStatus: hold.kind === 'schedule' ? 'Resume' : 'Pause',
    // The vendor's page spells its second member with a small t, and its programs with a capital one.
    scheduleType: { scheduleType: 'Timed', scheduleSubtype: subType, scheduleSubType: subType },
    scheduleCapabilities: {
      availableScheduleTypes: ['None', subType === 'EMEA' ? 'TimedEmea' : 'TimedNorthAmerica'],
      schedulableFan: false,
    },
    currentSchedulePeriod: {
      day: dayNameOf(current?.day ?? weekday(timeZone, now)),
      period: current?.name ?? 'P1',
    },
    vacationHold: { enabled: hold.kind === 'vacation' },
  }
}

function encodeLimits(climate: Climate, degrees: Degrees, range: ClimateRange) {
  const { least, most } = limitsOf(degrees, range, climate)
  return {
    allowedModes: allowedModes(range),
    deadband: deadbandOf(degrees, range),
    minHeatSetpoint: least,
    maxHeatSetpoint: most,
    minCoolSetpoint: least,
    maxCoolSetpoint: most,
    hasDualSetpointStatus: false,
  }
}

function encodeIdentity({ number, name, label, type, traits }: Device, hasRooms: boolean) {
  return {
    deviceID: deviceIdOf(number),
    macID: macIdOf(number),
    deviceClass: 'Thermostat',
    deviceType: 'Thermostat',
    // Programs ask models that can tell rooms apart for them.
    deviceModel: hasRooms ? 'T9-T10' : 'T5-T6',
    userDefinedDeviceName: label === '' ? name : label,
    name,
    deviceOsVersion: deviceTypes[type].productName,
    isAlive: traits.connection?.isOnline !== false,
    isUpgrading: false,
    isProvisioned: true,
  }
}

function encodeRooms({ roomId }: Device, rooms: readonly NumberedRoom[]) {
  if (rooms.length === 0) return {}
  const own = rooms.find(({ id }) => id === roomId)
  return {
    groups: [{ id: 0, name: 'default', rooms: rooms.map(({ number }) => number) }],
    ...(own && { inBuiltSensorState: { roomId: own.number, roomName: own.name } }),
  }
}

/** A device with a climate as Honeywell's thermostat, as it is at `now`, with the rooms that the token may know; `undefined` for any other. */
export function encodeThermostat(device: Device, rooms: readonly NumberedRoom[], now: number) {
  const range = deviceTypes[device.type].climate
  if (device.traits.climate === undefined || range === undefined) return undefined
  const climate = climateAt(device.traits.climate, range, now)
  const degrees = degreesOf(climate)
  return {
    ...encodeIdentity(device, rooms.length > 0),
    units: degrees.units,
    indoorTemperature: readingOf(degrees, climate.ambient),
    outdoorTemperature: readingOf(degrees, outdoorAt(range.outdoor, now)),
    indoorHumidity: Math.round(climate.humidity),
    displayedOutdoorHumidity: 75,
    ...encodeLimits(climate, degrees, range),
    changeableValues: encodeChangeableValues(climate, degrees, now),
    operationStatus: encodeOperation(climate, now),
    settings: encodeSettings(climate, range),
    ...encodeScheduling(climate, degrees, now),
    allowedTimeIncrements: 10,
    deviceSettings: {},
    service: { mode: 'Up' },
    dataSyncStatus: 'Completed',
    deviceRegistrationDate: '2020-01-01T00:00:00.0000000',
    ...encodeRooms(device, rooms),
  }
}
