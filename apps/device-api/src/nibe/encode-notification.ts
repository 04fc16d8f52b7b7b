import type { Alarm } from '../devices/alarm.ts'
import type { Device } from '../devices/device.ts'
import type { Leak } from '../devices/leak.ts'
import type { Structure } from '../structures/structure.ts'

/** Something of a home that its people should know of now. */
interface Notice {
  /** Of the device and NIBE's number of the alarm. */
  readonly id: number
  readonly number: number
  readonly type: 'ALARM' | 'WARNING'
  readonly title: string
  readonly deviceName: string
}

type Found = Omit<Notice, 'id' | 'deviceName'>

const severities = { warning: 'WARNING', emergency: 'ALARM' } as const

function noticesOfAlarm({ smoke, co, battery }: Alarm): readonly Found[] {
  return [
    ...(smoke === 'ok' ? [] : [{ number: 1, type: severities[smoke], title: 'Smoke' }]),
    ...(co === 'ok' ? [] : [{ number: 2, type: severities[co], title: 'Carbon monoxide' }]),
    ...(battery === 'ok' ? [] : [{ number: 3, type: 'WARNING' as const, title: 'Replace the battery' }]),
  ]
}

function noticesOfLeak({ isLeaking }: Leak): readonly Found[] {
  return isLeaking ? [{ number: 4, type: 'ALARM', title: 'Water leak' }] : []
}

function noticesOf({ number, name, traits: { alarm, leak } }: Device): readonly Notice[] {
  const found = [...(alarm ? noticesOfAlarm(alarm) : []), ...(leak ? noticesOfLeak(leak) : [])]
  return found.map((one) => ({ ...one, id: number * 10 + one.number, deviceName: name }))
}

/** What the covered devices of a home warn of. */
export function noticesIn({ devices }: Structure): readonly Notice[] {
  return devices.flatMap(noticesOf)
}

/** NIBE's spelling of `occuredAt`. The devices do not remember since when, so it is blank. */
export function encodeNotice({ id, number, type, title, deviceName }: Notice) {
  return {
    notificationId: id,
    systemUnitId: 0,
    moduleName: deviceName,
    occuredAt: null,
    stoppedAt: null,
    wasReset: false,
    resetPossible: false,
    aidmodePossible: false,
    info: { alarmNumber: number, type, title, description: `${title}: ${deviceName}` },
    comments: [],
  }
}
