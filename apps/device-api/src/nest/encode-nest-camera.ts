import type { Camera, CameraEvent } from '../devices/camera.ts'
import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'
import { encodeNestDevice, nestTime } from './encode-nest-device.ts'
import type { Branch } from './node.ts'

/** There are no pictures: addresses of pictures are empty, those of pages lead to the homeowner's own. */
const noAddress = ''

const tenDays = 10 * 86_400_000

export function encodeNestCamera(
  device: Device,
  structure: Structure,
  now: number,
  origin: string,
): Branch | undefined {
  const { camera } = device.traits
  if (camera === undefined) return undefined
  const pageUrl = `${origin}/home`
  return {
    ...encodeNestDevice(device, structure, 'Camera', now),
    ...encodeSettings(camera),
    web_url: pageUrl,
    app_url: pageUrl,
    snapshot_url: noAddress,
    public_share_url: noAddress,
    activity_zones: camera.zones.map(({ id, name }) => ({ name, id })),
    ...(camera.lastEvent && { last_event: encodeEvent(camera.lastEvent, pageUrl) }),
  }
}

function encodeSettings(camera: Camera) {
  return {
    is_streaming: camera.isStreaming,
    is_audio_input_enabled: camera.hasAudio,
    is_video_history_enabled: camera.hasVideoHistory,
    is_public_share_enabled: camera.isPublic,
    last_is_online_change: nestTime(camera.lastOnlineChangeAt),
  }
}

function encodeEvent(event: CameraEvent, pageUrl: string) {
  return {
    has_sound: event.hasSound,
    has_motion: event.hasMotion,
    has_person: event.hasPerson,
    start_time: nestTime(event.startedAt),
    end_time: nestTime(event.endedAt),
    urls_expire_time: nestTime(event.endedAt + tenDays),
    web_url: pageUrl,
    app_url: pageUrl,
    image_url: noAddress,
    animated_image_url: noAddress,
    activity_zone_ids: event.zoneIds.map(String),
  }
}
