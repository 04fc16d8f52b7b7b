import { z } from 'zod'
import { coveredStructures, seesDevice } from '../covered-homes.ts'
import type { Device } from '../devices/device.ts'
import type { Structure } from '../structures/structure.ts'
import { isHomeId } from '../structures/structure-definition.ts'
import { deviceSchema, encodeMcpDevice } from './encode-device.ts'
import { encodeHome, homeSchema } from './encode-home.ts'
import { defineTool, type McpTool, type ToolCall, ToolRefusal } from './mcp-tool.ts'

export const homeId = z.string().max(64).describe('The id of a home, from list_homes.')
export const deviceId = z.string().max(64).describe('The id of a device, from list_devices.')

/** The homes that the token covers, with the covered devices. */
export async function coveredHomes({ access, context }: ToolCall): Promise<readonly Structure[]> {
  if (access.homes.length === 0) return []
  return coveredStructures(access, await context.store.listStructures(access.subject))
}

/** Throws a `ToolRefusal` for what is not there and for what is not covered, which look the same. */
export async function coveredHome(id: string, { access, context }: ToolCall): Promise<Structure> {
  const found = isHomeId(id) ? await context.store.findStructure(access.subject, id) : undefined
  const [covered] = found === undefined ? [] : coveredStructures(access, [found])
  if (covered === undefined)
    throw new ToolRefusal('There is no such home, or it was not shared with this app. Call list_homes.')
  return covered
}

export function covered(device: Device | undefined, { access }: ToolCall): Device {
  if (device === undefined || !seesDevice(access, device))
    throw new ToolRefusal('There is no such device, or it was not shared with this app. Call list_devices.')
  return device
}

export async function coveredDevice(id: string, call: ToolCall): Promise<Device> {
  const { access, context } = call
  return covered(isHomeId(id) ? await context.store.findDevice(access.subject, id) : undefined, call)
}

const reads = { readOnlyHint: true, idempotentHint: true }

/** What an agent can look at. */
export const readingTools: readonly McpTool[] = [
  defineTool({
    name: 'list_homes',
    title: 'List homes',
    description:
      'Lists the homes that the homeowner shared with this app, with their rooms and whether somebody is at home.',
    input: z.object({}),
    output: z.object({ homes: z.array(homeSchema) }),
    needs: [],
    annotations: reads,
    run: async (_, call) => ({
      homes: (await coveredHomes(call)).map((structure) => encodeHome(structure, call)),
    }),
  }),
  defineTool({
    name: 'list_devices',
    title: 'List devices',
    description:
      'Lists the shared devices of one home, or of every shared home, as they are now. Temperatures are in °C.',
    input: z.object({ home: homeId.optional() }),
    output: z.object({ devices: z.array(deviceSchema) }),
    needs: [],
    annotations: reads,
    run: async ({ home }, call) => {
      const homes = home === undefined ? await coveredHomes(call) : [await coveredHome(home, call)]
      const devices = homes.flatMap((one) => one.devices)
      return { devices: devices.map((device) => encodeMcpDevice(device, call)) }
    },
  }),
  defineTool({
    name: 'read_device',
    title: 'Read a device',
    description: 'Reads one shared device as it is now. Temperatures are in °C.',
    input: z.object({ device: deviceId }),
    output: z.object({ device: deviceSchema }),
    needs: [],
    annotations: reads,
    run: async ({ device }, call) => ({ device: encodeMcpDevice(await coveredDevice(device, call), call) }),
  }),
]
