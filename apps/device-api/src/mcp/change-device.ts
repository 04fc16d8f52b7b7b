import { z } from 'zod'
import { controlsDevice } from '../covered-homes.ts'
import type { Device } from '../devices/device.ts'
import type { DeviceChange } from '../devices/device-change.ts'
import { deviceSchema, encodeMcpDevice } from './encode-device.ts'
import { type ToolCall, ToolRefusal } from './mcp-tool.ts'
import { covered, coveredDevice } from './reading-tools.ts'

/** What a tool that changed a device answers. */
export const controlAnswer = z.object({ device: deviceSchema })

/** Changes a device that the homeowner let the app control; `decide` sees it as it is and may throw a `ToolRefusal`. */
export async function changeCovered(
  id: string,
  call: ToolCall,
  decide: (device: Device) => DeviceChange,
): Promise<z.output<typeof controlAnswer>> {
  const device = await coveredDevice(id, call)
  if (!controlsDevice(call.access, device))
    throw new ToolRefusal('The homeowner allowed this app to read this device, not to control it.')
  if (device.traits.connection?.isOnline === false)
    throw new ToolRefusal('This device cannot be reached now. Nothing was changed.')
  const changed = await call.context.changeDevice(call.access.subject, device.id, decide)
  return { device: encodeMcpDevice(covered(changed, call), call) }
}
