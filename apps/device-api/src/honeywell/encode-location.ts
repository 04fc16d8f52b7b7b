import type { Structure } from '../structures/structure.ts'
import { dayNames } from './day-names.ts'
import { changesClocks } from './local-time.ts'

/** The zone as people call it; Honeywell's own names are those of Windows. */
function zoneName(timeZone: string, now: number): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longGeneric' })
  const name = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')
  return name?.value ?? timeZone
}

/** Who shared the home; apps learn of people elsewhere (`/oauth2/userinfo`), and only what those allowed. */
function encodeSharer({ number, name }: Structure) {
  return {
    userID: number,
    username: '',
    firstname: '',
    lastname: '',
    created: 0,
    deleted: -62_135_596_800,
    activated: true,
    connectedHomeAccountExists: true,
    locationRoleMapping: [{ locationID: number, role: 'Adult', locationName: name, status: 1 }],
    isOptOut: 'False',
    isCurrentUser: true,
  }
}

const configuration = {
  faceRecognition: {
    enabled: false,
    maxPersons: 0,
    maxEtas: 0,
    maxEtaPersons: 0,
    schedules: [{ time: [{ start: '00:00:00', end: '23:59:59' }], days: dayNames }],
  },
}

/** A home as Honeywell's `Location`, with these devices. */
export function encodeLocation(structure: Structure, devices: readonly object[], now: number) {
  const { number, name, timeZone, facts } = structure
  return {
    locationID: number,
    name,
    country: facts.countryCode ?? '',
    zipcode: facts.postalCode ?? '',
    devices,
    users: [encodeSharer(structure)],
    timeZone: zoneName(timeZone, now),
    ianaTimeZone: timeZone,
    daylightSavingTimeEnabled: changesClocks(timeZone, now),
    geoFenceEnabled: false,
    predictiveAIREnabled: false,
    comfortLevel: 0,
    geoFenceNotificationEnabled: false,
    geoFenceNotificationTypeId: 13,
    configuration,
  }
}
