import { z } from 'zod'
import type { ClimateChange, ClimateRange } from '../devices/climate.ts'
import { type Climate, climateModes, fanMinutes } from '../devices/climate.ts'
import type { Device } from '../devices/device.ts'
import { deviceTypes } from '../devices/device-types.ts'
import { changeCovered, controlAnswer } from './change-device.ts'
import { defineTool, type McpTool, ToolRefusal } from './mcp-tool.ts'
import { deviceId } from './reading-tools.ts'

interface ClimateDevice {
  readonly climate: Climate
  readonly range: ClimateRange
}

function climateOf({ type, traits: { climate } }: Device): ClimateDevice {
  const { climate: range } = deviceTypes[type]
  if (climate === undefined || range === undefined)
    throw new ToolRefusal('This device has no temperature to set. Thermostats and heat pumps have one.')
  return { climate, range }
}

function checkTemperature(value: number, { climate: { lock }, range: { target } }: ClimateDevice): number {
  const { least, most, step } = target
  if (value < least || value > most || !Number.isInteger(value / step))
    throw new ToolRefusal(`A temperature must be from ${least} to ${most} °C in steps of ${step}.`)
  if (lock !== undefined && (value < lock.low || value > lock.high))
    throw new ToolRefusal(`Somebody locked this device: it may be set from ${lock.low} to ${lock.high} °C.`)
  return value
}

interface Asked {
  readonly celsius?: number | undefined
  readonly heatCelsius?: number | undefined
  readonly coolCelsius?: number | undefined
}

const setPoints: Readonly<Record<Climate['mode'], (asked: Asked) => Pick<ClimateChange, 'heat' | 'cool'>>> = {
  heat: ({ celsius, heatCelsius }) => ({ heat: celsius ?? heatCelsius }),
  cool: ({ celsius, coolCelsius }) => ({ cool: celsius ?? coolCelsius }),
  auto: ({ heatCelsius, coolCelsius }) => ({ heat: heatCelsius, cool: coolCelsius }),
  off: () => ({}),
  eco: () => ({}),
}

const whatToSend: Readonly<Record<Climate['mode'], string>> = {
  heat: 'In the mode heat send celsius.',
  cool: 'In the mode cool send celsius.',
  auto: 'In the mode auto send heatCelsius, coolCelsius or both.',
  off: 'The device is off. Call set_mode first.',
  eco: 'The device is in the mode eco, which has its own temperatures. Call set_mode first.',
}

function decideTemperature(device: Device, asked: Asked): ClimateChange {
  const own = climateOf(device)
  const { mode } = own.climate
  const { heat, cool } = setPoints[mode](asked)
  const given = [asked.celsius, asked.heatCelsius, asked.coolCelsius].filter((one) => one !== undefined)
  const used = [heat, cool].filter((one) => one !== undefined)
  if (used.length === 0 || used.length < given.length) throw new ToolRefusal(whatToSend[mode])
  for (const value of used) checkTemperature(value, own)
  const { heat: heatNow, cool: coolNow } = own.climate
  if (mode === 'auto' && (heat ?? heatNow) >= (cool ?? coolNow))
    throw new ToolRefusal('heatCelsius must be below coolCelsius.')
  return { heat, cool }
}

const sets = { readOnlyHint: false, destructiveHint: false, idempotentHint: true }
const degrees = z.number().optional()

/** What an agent can do to the climate of a home. */
export const climateTools: readonly McpTool[] = [
  defineTool({
    name: 'set_temperature',
    title: 'Set the temperature',
    description:
      'Sets the temperature, in °C, that a thermostat or heat pump holds. In the modes heat and cool send celsius; in the mode auto send heatCelsius (held from below), coolCelsius (held from above) or both. In the modes off and eco call set_mode first. The room takes a while to get there.',
    input: z.object({ device: deviceId, celsius: degrees, heatCelsius: degrees, coolCelsius: degrees }),
    output: controlAnswer,
    needs: ['devices:write'],
    annotations: sets,
    run: ({ device: id, ...asked }, call) =>
      changeCovered(id, call, (device) => ({ climate: decideTemperature(device, asked) })),
  }),
  defineTool({
    name: 'set_mode',
    title: 'Set the mode',
    description: 'Sets the mode of a thermostat or heat pump to one of its modes, which read_device lists.',
    input: z.object({ device: deviceId, mode: z.enum(climateModes) }),
    output: controlAnswer,
    needs: ['devices:write'],
    annotations: sets,
    run: ({ device: id, mode }, call) =>
      changeCovered(id, call, (device) => {
        const { modes } = climateOf(device).range
        if (!modes.includes(mode)) throw new ToolRefusal(`This device knows the modes ${modes.join(', ')}.`)
        return { climate: { mode } }
      }),
  }),
  defineTool({
    name: 'run_fan',
    title: 'Run the fan',
    description: `Runs the fan of a thermostat for so many minutes: ${fanMinutes.join(', ')}; 0 stops it.`,
    input: z.object({ device: deviceId, minutes: z.int().min(0).max(720) }),
    output: controlAnswer,
    needs: ['devices:write'],
    annotations: { ...sets, idempotentHint: false },
    run: ({ device: id, minutes }, call) =>
      changeCovered(id, call, (device) => {
        const { climate, range } = climateOf(device)
        if (!range.hasFan) throw new ToolRefusal('This device has no fan.')
        const { mode, minutes: before } = climate.fan
        if (minutes === 0) return { climate: { fan: { mode, minutes: before } } }
        if (!fanMinutes.some((one) => one === minutes))
          throw new ToolRefusal(`minutes must be one of 0, ${fanMinutes.join(', ')}.`)
        return { climate: { fan: { mode, minutes, until: call.context.now() + minutes * 60_000 } } }
      }),
  }),
]
