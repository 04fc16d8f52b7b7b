import type { Alarm } from '../devices/alarm.ts'
import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'
import { encodeNestDevice, isOnline, nestTime, noTime } from './encode-nest-device.ts'
import type { Branch } from './node.ts'

/** Nest's Protect. */
export function encodeNestAlarm(device: Device, structure: Structure, now: number): Branch | undefined {
  const { alarm } = device.traits
  if (alarm === undefined) return undefined
  const { lastManualTestAt } = alarm
  return {
    ...encodeNestDevice(device, structure, 'Nest Protect', now),
    battery_health: alarm.battery,
    co_alarm_state: alarm.co,
    smoke_alarm_state: alarm.smoke,
    is_manual_test_active: alarm.isManualTestActive,
    last_manual_test_time: lastManualTestAt === 0 ? noTime : nestTime(lastManualTestAt),
    ui_color_state: isOnline(device) ? colorOf(alarm) : 'gray',
  }
}

function colorOf({ smoke, co, battery }: Alarm): 'red' | 'yellow' | 'green' {
  if (smoke === 'emergency' || co === 'emergency') return 'red'
  return smoke === 'warning' || co === 'warning' || battery === 'replace' ? 'yellow' : 'green'
}
