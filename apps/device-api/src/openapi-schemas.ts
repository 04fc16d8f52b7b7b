import type { ClimateRange } from './devices/climate.ts'
import { deviceTypeNames, deviceTypes } from './devices/device-types.ts'
import type { Schema } from './openapi-types.ts'
import { homeIdPattern } from './structures/structure-definition.ts'
import { fahrenheitOf } from './temperature.ts'

// What stands in bodies and answers, as JSON Schema; long because it is a table.

const climates: readonly ClimateRange[] = deviceTypeNames.flatMap((type) => deviceTypes[type].climate ?? [])
const modes = [...new Set(climates.flatMap((climate) => climate.modes))]
const least = Math.min(...climates.map(({ target }) => target.least))
const most = Math.max(...climates.map(({ target }) => target.most))
const step = Math.min(...climates.map(({ target }) => target.step))

export const id: Schema = { type: 'string', pattern: homeIdPattern.source }
const name: Schema = { type: 'string', minLength: 1, maxLength: 100 }
const away: Schema = {
  type: 'string',
  enum: ['home', 'away'],
  description: 'Whether somebody is in.',
}
const mode: Schema = {
  type: 'string',
  enum: modes,
  description: 'What it may do. `eco` keeps the home from frost and from heat, whatever the target says.',
}
const celsius = (description: string): Schema => ({ type: 'number', description: `${description}, in °C.` })
const fahrenheit = (description: string): Schema => ({
  type: 'number',
  description: `${description}, in °F.`,
})
const time = (description: string): Schema => ({ type: 'string', format: 'date-time', description })
const text = (description: string): Schema => ({ type: 'string', description })
const nothing: Schema = { type: 'null' }

/** A reference to one of the schemas below. */
export function refTo(schema: keyof typeof schemas): Schema {
  return { $ref: `#/components/schemas/${schema}` }
}

const device: Schema = {
  type: 'object',
  description:
    'A thermostat or a heat pump. A device that controls no climate lacks the members that speak of it.',
  properties: {
    id,
    structure_id: { ...id, description: 'The home that it is in.' },
    name: { ...name, description: 'As its owner calls it.' },
    type: { type: 'string', enum: deviceTypeNames },
    mode,
    hvac_state: {
      type: 'string',
      enum: ['heating', 'cooling', 'off'],
      description: 'What it is doing right now.',
    },
    target_temperature_c: celsius('What it aims at'),
    target_temperature_f: fahrenheit('The same'),
    ambient_temperature_c: celsius('What it measures'),
    ambient_temperature_f: fahrenheit('The same'),
    outdoor_temperature_c: celsius('Outside'),
    outdoor_temperature_f: fahrenheit('The same'),
    read_at: time('When this was so.'),
  },
  required: ['id', 'structure_id', 'name', 'type', 'read_at'],
}

const structure: Schema = {
  type: 'object',
  description: 'A home.',
  properties: {
    id,
    name: { ...name, description: 'As its owner calls it.' },
    away,
    time_zone: text('An IANA name, such as `Europe/Stockholm`.'),
    devices: {
      type: 'array',
      description: 'Those that were shared. Empty unless the token has `devices:read`.',
      items: { $ref: '#/components/schemas/Device' },
    },
  },
  required: ['id', 'name', 'away', 'time_zone', 'devices'],
}

const problem: Schema = {
  type: 'object',
  description: 'What went wrong (RFC 9457, and the error codes of RFC 6750).',
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'Always `about:blank`: the status says the kind.',
    },
    title: text('The kind of problem, in words.'),
    status: { type: 'integer', description: 'The HTTP status once more.' },
    detail: text('What to change, in a sentence.'),
    error: {
      type: 'string',
      enum: ['invalid_request', 'invalid_token', 'insufficient_scope'],
      description: 'Where the token is the problem: the code that also stands in `WWW-Authenticate`.',
    },
    errors: {
      type: 'array',
      description: 'Where a body is the problem: each mistake with its place.',
      items: {
        type: 'object',
        properties: {
          pointer: text('A JSON pointer (RFC 6901) into the body; empty for the whole.'),
          detail: text('What may stand there.'),
        },
        required: ['pointer', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail'],
}

const system: Schema = {
  type: 'object',
  description: 'A home as NIBE Uplink shows it.',
  properties: {
    systemId: { type: 'integer', description: 'A number that no other home gets.' },
    name,
    productName: text('The heat pump, or else the thermostat, that the home is known by.'),
    productImage: {
      type: 'object',
      properties: {
        name: text('The same as `productName`.'),
        sizes: { type: 'array', items: { type: 'object' } },
      },
      required: ['name', 'sizes'],
    },
    securityLevel: { type: 'string', const: 'MANAGER' },
    serialNumber: { type: 'string', pattern: '^\\d{14,}$' },
    lastActivityDate: time('Whole seconds.'),
    connectionStatus: { type: 'string', const: 'ONLINE' },
    address: {
      type: 'object',
      description: 'Addresses are not told: every member is null.',
      properties: {
        addressLine1: nothing,
        addressLine2: nothing,
        postalCode: nothing,
        city: nothing,
        region: nothing,
        country: nothing,
      },
      required: ['addressLine1', 'addressLine2', 'postalCode', 'city', 'region', 'country'],
    },
    hasAlarmed: { type: 'boolean' },
  },
  required: ['systemId', 'name', 'productName', 'serialNumber', 'lastActivityDate', 'connectionStatus'],
}

/** Every schema that the operations name. */
export const schemas = {
  Structure: structure,
  Structures: {
    type: 'object',
    properties: { structures: { type: 'array', items: { $ref: '#/components/schemas/Structure' } } },
    required: ['structures'],
  },
  StructureChange: {
    type: 'object',
    description: 'What is to be different; at least one member, and no others.',
    properties: { name, away },
    additionalProperties: false,
    minProperties: 1,
  },
  Device: device,
  DeviceChange: {
    type: 'object',
    description:
      'What is to be different; at least one member, no others, and a temperature in one unit only.',
    properties: {
      name,
      mode: { ...mode, description: 'One that this type of device has.' },
      target_temperature_c: {
        type: 'number',
        minimum: least,
        maximum: most,
        multipleOf: step,
        description: `${least} to ${most} °C in steps of ${step}.`,
      },
      target_temperature_f: {
        type: 'integer',
        minimum: Math.ceil(fahrenheitOf(least)),
        maximum: Math.floor(fahrenheitOf(most)),
        description: 'The same as whole °F.',
      },
    },
    additionalProperties: false,
    minProperties: 1,
    not: { required: ['target_temperature_c', 'target_temperature_f'] },
  },
  System: system,
  Systems: {
    type: 'object',
    description: 'One page of homes; a page after the last one is empty.',
    properties: {
      page: { type: 'integer', minimum: 1 },
      itemsPerPage: { type: 'integer', minimum: 1, maximum: 100 },
      numItems: { type: 'integer', minimum: 0, description: 'All of them, on every page together.' },
      objects: { type: 'array', items: { $ref: '#/components/schemas/System' } },
    },
    required: ['page', 'itemsPerPage', 'numItems', 'objects'],
  },
  Problem: problem,
  NibeError: {
    type: 'object',
    description: 'What went wrong, as NIBE Uplink says it.',
    properties: {
      httpStatusCode: { type: 'integer' },
      errorCode: { type: 'integer', description: "NIBE's own number for it." },
      timestamp: time('Whole seconds.'),
      details: { type: 'array', items: { type: 'string' }, description: 'What to change, in sentences.' },
      data: { type: 'object' },
    },
    required: ['httpStatusCode', 'errorCode', 'timestamp', 'details', 'data'],
  },
} as const satisfies Readonly<Record<string, Schema>>
