import { z } from 'zod'
import { setsAway, unlocks } from '../covered-homes.ts'
import type { Device } from '../devices/device.ts'
import type { Traits } from '../devices/traits.ts'
import { awayStates } from '../structures/structure.ts'
import { changeCovered, controlAnswer } from './change-device.ts'
import { encodeHome, homeSchema } from './encode-home.ts'
import { defineTool, type McpTool, type ToolCall, ToolRefusal } from './mcp-tool.ts'
import { coveredHome, deviceId, homeId } from './reading-tools.ts'

const kinds: Readonly<Partial<Record<keyof Traits, string>>> = {
  lock: 'lock',
  camera: 'camera',
  valve: 'water valve',
}

function checkHas({ traits }: Device, trait: 'lock' | 'camera' | 'valve'): void {
  if (traits[trait] === undefined) throw new ToolRefusal(`This device is no ${kinds[trait]}.`)
}

const sets = { readOnlyHint: false, destructiveHint: false, idempotentHint: true }

async function setPresence(id: string, away: (typeof awayStates)[number], call: ToolCall) {
  await coveredHome(id, call)
  if (!setsAway(call.access, id))
    throw new ToolRefusal('The homeowner did not allow this app to say who is at home.')
  await call.context.changeStructure(call.access.subject, id, { away })
  return { home: encodeHome(await coveredHome(id, call), call) }
}

function lock(id: string, isLocked: boolean, call: ToolCall) {
  return changeCovered(id, call, (device) => {
    checkHas(device, 'lock')
    if (!isLocked && !unlocks(call.access, device))
      throw new ToolRefusal('The homeowner did not allow this app to open locks.')
    return { lock: { isLocked } }
  })
}

/** What else an agent can do. */
export const controlTools: readonly McpTool[] = [
  defineTool({
    name: 'set_presence',
    title: 'Say who is at home',
    description:
      'Tells a home that somebody is at home, that everybody is away, or that they are on vacation.',
    input: z.object({ home: homeId, presence: z.enum(awayStates) }),
    output: z.object({ home: homeSchema }),
    needs: ['structures:write'],
    annotations: sets,
    run: ({ home, presence }, call) => setPresence(home, presence, call),
  }),
  defineTool({
    name: 'lock_door',
    title: 'Lock a door',
    description: 'Locks a lock.',
    input: z.object({ device: deviceId }),
    output: controlAnswer,
    needs: ['devices:write'],
    annotations: sets,
    run: ({ device }, call) => lock(device, true, call),
  }),
  defineTool({
    name: 'unlock_door',
    title: 'Open a lock',
    description:
      'Opens a lock, so that anybody can come in. Only where the homeowner allowed it by name (mayUnlock). Ask the person before.',
    input: z.object({ device: deviceId }),
    output: controlAnswer,
    needs: ['devices:write'],
    annotations: { ...sets, destructiveHint: true },
    run: ({ device }, call) => lock(device, false, call),
  }),
  defineTool({
    name: 'set_camera_streaming',
    title: 'Switch a camera',
    description: 'Switches a camera on (it streams) or off.',
    input: z.object({ device: deviceId, isStreaming: z.boolean() }),
    output: controlAnswer,
    needs: ['devices:write'],
    annotations: sets,
    run: ({ device: id, isStreaming }, call) =>
      changeCovered(id, call, (device) => {
        checkHas(device, 'camera')
        return { camera: { isStreaming } }
      }),
  }),
  defineTool({
    name: 'set_water_valve',
    title: 'Open or close a water valve',
    description: 'Opens or closes the valve of a home’s water. Closed, the home has none.',
    input: z.object({ device: deviceId, isOpen: z.boolean() }),
    output: controlAnswer,
    needs: ['devices:write'],
    annotations: { ...sets, destructiveHint: true },
    run: ({ device: id, isOpen }, call) =>
      changeCovered(id, call, (device) => {
        checkHas(device, 'valve')
        return { valve: { isOpen } }
      }),
  }),
]
