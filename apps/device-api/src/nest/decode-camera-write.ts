import type { Device } from '../devices/device.ts'
import type { DeviceChange } from '../devices/device-change.ts'
import { wrongFormat } from './decode-thermostat-write.ts'
import { isOnline } from './encode-nest-device.ts'
import { noWritePermission } from './encode-nest-error.ts'
import { NestProblem } from './nest-problem.ts'

/** Of a camera one field is written. Throws a `NestProblem`. */
export function decodeCameraWrite(device: Device, fields: ReadonlyMap<string, unknown>): DeviceChange {
  const denied = [...fields.keys()].filter((field) => field !== 'is_streaming')
  if (denied.length > 0) throw noWritePermission(denied)
  if (!isOnline(device)) throw new NestProblem('not-online', 'Camera is not online')
  const isStreaming = fields.get('is_streaming')
  if (typeof isStreaming !== 'boolean') throw wrongFormat('is_streaming', isStreaming)
  return { camera: { isStreaming } }
}
