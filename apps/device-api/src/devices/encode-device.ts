import type { ChangedDevice } from '../events/home-event.ts'
import { toTenth } from '../temperature.ts'
import type { Alarm } from './alarm.ts'
import type { Camera } from './camera.ts'
import { climateAt } from './climate.ts'
import { deviceTypes } from './device-types.ts'
import { encodeClimate } from './encode-climate.ts'
import { heatPumpAt } from './heat-pump.ts'
import type { Leak } from './leak.ts'
import type { Traits } from './traits.ts'

const isoTime = (millis: number) => new Date(millis).toISOString()

function encodeHeatPump({ type, traits }: ChangedDevice, now: number) {
  const { climate: range } = deviceTypes[type]
  const { climate, heatPump } = traits
  if (heatPump === undefined || climate === undefined || range === undefined) return {}
  const pump = heatPumpAt(heatPump, climateAt(climate, range, now), range, now)
  return {
    hot_water_temperature_c: toTenth(pump.hotWater),
    hot_water_boost: pump.isHotWaterBoosted,
    ventilation_boost: pump.isVentilationBoosted,
    fan_speed_percent: pump.fanSpeed,
    degree_minutes: pump.degreeMinutes,
  }
}

function encodeAlarm({ smoke, co, battery, isManualTestActive, lastManualTestAt }: Alarm) {
  return {
    smoke_state: smoke,
    co_state: co,
    battery_state: battery,
    manual_test_active: isManualTestActive,
    last_manual_test_at: lastManualTestAt === 0 ? null : isoTime(lastManualTestAt),
  }
}

function encodeCamera(camera: Camera) {
  return {
    streaming: camera.isStreaming,
    audio: camera.hasAudio,
    video_history: camera.hasVideoHistory,
    public_share: camera.isPublic,
    last_online_change_at: isoTime(camera.lastOnlineChangeAt),
    activity_zones: camera.zones.map(({ id, name }) => ({ id, name })),
    last_event: camera.lastEvent === undefined ? null : encodeCameraEvent(camera.lastEvent),
  }
}

function encodeCameraEvent(event: NonNullable<Camera['lastEvent']>) {
  return {
    sound: event.hasSound,
    motion: event.hasMotion,
    person: event.hasPerson,
    started_at: isoTime(event.startedAt),
    ended_at: isoTime(event.endedAt),
    zone_ids: event.zoneIds,
  }
}

function encodeLeak({ isLeaking, battery, humidity, temperature }: Leak) {
  return {
    leaking: isLeaking,
    battery_percent: battery,
    humidity_percent: humidity,
    temperature_c: toTenth(temperature),
  }
}

function encodeTraits({ alarm, camera, leak, valve, lock }: Traits) {
  return {
    ...(alarm && encodeAlarm(alarm)),
    ...(camera && encodeCamera(camera)),
    ...(leak && encodeLeak(leak)),
    ...(valve && { open: valve.isOpen }),
    ...(lock && { locked: lock.isLocked }),
  }
}

/** A device on the wire of `/v1`, as it is at `now` (milliseconds since 1970). */
export function encodeDevice(device: ChangedDevice, now: number) {
  const { id, structureId, roomId, name, type, traits } = device
  const { climate: range } = deviceTypes[type]
  return {
    id,
    structure_id: structureId,
    room_id: roomId ?? null,
    name,
    type,
    connected: traits.connection?.isOnline ?? true,
    ...(traits.climate && range && encodeClimate(traits.climate, range, now)),
    ...encodeHeatPump(device, now),
    ...encodeTraits(traits),
    read_at: isoTime(now),
  }
}
