import { alarmStates } from './devices/alarm.ts'
import { type ClimateRange, fanMinutes } from './devices/climate.ts'
import { deviceTypeNames, deviceTypes } from './devices/device-types.ts'
import { holdKinds, weekdays } from './devices/encode-climate.ts'
import type { Schema } from './openapi-types.ts'
import { problemKinds } from './problem.ts'
import { awayStates } from './structures/structure.ts'
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
  enum: awayStates,
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

const orNull = ({ type = 'string', ...schema }: Schema): Schema => ({
  ...schema,
  type: [...[type].flat(), 'null'],
})
const yesOrNo = (description: string): Schema => ({ type: 'boolean', description })
const whole = (description: string): Schema => ({ type: 'integer', description })
const target: Schema = { type: 'number', minimum: least, maximum: most, multipleOf: step }

/** A reference to one of the schemas below. */
export function refTo(schema: keyof typeof schemas): Schema {
  return { $ref: `#/components/schemas/${schema}` }
}

function objectOf(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  ...optional: readonly string[]
): Schema {
  const required = Object.keys(properties).filter((one) => !optional.includes(one))
  return { type: 'object', description, properties, required }
}

const band = (description: string): Schema => objectOf(description, { low_c: target, high_c: target })

const hold = objectOf(
  'Whether the schedule is followed, and until when it is not. `until` stands with the kind `until` only.',
  { kind: { type: 'string', enum: Object.keys(holdKinds) }, until: time('Until then.') },
  'until',
)

const fanMode: Schema = { type: 'string', enum: ['auto', 'on', 'circulate'] }
const fanTimer: Schema = { type: 'integer', enum: fanMinutes }

const period = objectOf('From then on, until the next period begins.', {
  day: { type: 'string', enum: weekdays },
  time: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'By the clocks of the home.' },
  name,
  low_c: { ...target, description: 'Heated up to.' },
  high_c: { ...target, description: 'Cooled down to.' },
})

/** Members of a device that may be changed; which of them a device has depends on its type. */
const changeable = {
  name,
  mode: { ...mode, description: 'One that this type of device has.' },
  target_temperature_c: {
    ...target,
    description: `${least} to ${most} °C in steps of ${step}: both set points.`,
  },
  target_temperature_f: {
    type: 'integer',
    minimum: Math.ceil(fahrenheitOf(least)),
    maximum: Math.floor(fahrenheitOf(most)),
    description: 'The same as whole °F.',
  },
  target_temperature_low_c: {
    ...target,
    description: 'Heated up to, where heating and cooling have set points apart.',
  },
  target_temperature_high_c: { ...target, description: 'Cooled down to.' },
  eco_temperatures: band('Between these the mode `eco` keeps the home.'),
  hold,
  schedule: {
    type: 'array',
    maxItems: 168,
    items: period,
    description: 'The whole week anew; it is followed from now on unless `hold` says otherwise.',
  },
  fan: {
    type: 'object',
    description: 'With minutes it runs so long.',
    properties: { mode: fanMode, timer_minutes: orNull(fanTimer) },
  },
  temperature_scale: { type: 'string', enum: ['C', 'F'], description: 'In which unit its display speaks.' },
  temperature_lock: orNull(band('Set points may only be moved within; `null` takes the lock off.')),
  emergency_heat: yesOrNo('Heat with the spare heater.'),
  hot_water_boost: yesOrNo('More hot water for a while.'),
  ventilation_boost: yesOrNo('The fan at full speed.'),
  streaming: yesOrNo('Whether the camera is on.'),
  open: yesOrNo('Whether the valve lets water through.'),
  locked: yesOrNo('Whether the lock is locked. To open it the homeowner must have allowed `unlock`.'),
  room_id: orNull({ ...id, description: 'One of the rooms of its home.' }),
} as const satisfies Readonly<Record<string, Schema>>

const cameraEvent = objectOf('What it saw last.', {
  sound: yesOrNo('It heard something.'),
  motion: yesOrNo('Something moved.'),
  person: yesOrNo('It was a person.'),
  started_at: time('From.'),
  ended_at: time('To.'),
  zone_ids: { type: 'array', items: { type: 'integer' }, description: 'Where.' },
})

const state = (description: string): Schema => ({ type: 'string', enum: alarmStates, description })

const device: Schema = {
  type: 'object',
  description:
    'A device. Which members it has depends on its type: those of a climate for thermostats and heat pumps, those of an alarm for alarms, and so on.',
  properties: {
    id,
    structure_id: { ...id, description: 'The home that it is in.' },
    room_id: changeable.room_id,
    name: { ...name, description: 'As its owner calls it.' },
    type: { type: 'string', enum: deviceTypeNames },
    connected: yesOrNo('Whether it can be reached.'),
    mode,
    hvac_state: {
      type: 'string',
      enum: ['heating', 'cooling', 'off'],
      description: 'What it is doing right now.',
    },
    target_temperature_c: celsius('What it aims at; in mode `auto` the middle'),
    target_temperature_f: fahrenheit('The same'),
    target_temperature_low_c: celsius('Heated up to'),
    target_temperature_high_c: celsius('Cooled down to'),
    ambient_temperature_c: celsius('What it measures'),
    ambient_temperature_f: fahrenheit('The same'),
    outdoor_temperature_c: celsius('Outside'),
    outdoor_temperature_f: fahrenheit('The same'),
    humidity_percent: whole('Relative humidity indoors.'),
    eco_temperatures: changeable.eco_temperatures,
    hold,
    schedule: {
      type: 'array',
      items: period,
      description: 'In the order of the week; empty: there is none.',
    },
    fan: objectOf('Its fan.', {
      mode: fanMode,
      timer_minutes: fanTimer,
      timer_until: orNull(time('The timer runs until then.')),
    }),
    temperature_scale: changeable.temperature_scale,
    temperature_lock: changeable.temperature_lock,
    emergency_heat: changeable.emergency_heat,
    hot_water_temperature_c: celsius('Hot water'),
    hot_water_boost: changeable.hot_water_boost,
    ventilation_boost: changeable.ventilation_boost,
    fan_speed_percent: whole('Of the ventilation.'),
    degree_minutes: whole('How far the house is behind what it should have been heated.'),
    smoke_state: state('Smoke.'),
    co_state: state('Carbon monoxide.'),
    battery_state: { type: 'string', enum: ['ok', 'replace'], description: 'Its battery.' },
    manual_test_active: yesOrNo('Somebody is testing it.'),
    last_manual_test_at: orNull(time('When somebody tested it last.')),
    streaming: changeable.streaming,
    audio: yesOrNo('It hears.'),
    video_history: yesOrNo('What it saw is kept.'),
    public_share: yesOrNo('Anybody may watch.'),
    last_online_change_at: time('When it was connected or lost last.'),
    activity_zones: {
      type: 'array',
      description: 'Parts of the picture that have names.',
      items: objectOf('A zone.', { id: { type: 'integer' }, name: text('Its name.') }),
    },
    last_event: orNull(cameraEvent),
    leaking: yesOrNo('There is water where none should be.'),
    battery_percent: whole('Its battery.'),
    temperature_c: celsius('Where it lies'),
    open: changeable.open,
    locked: changeable.locked,
    read_at: time('When this was so. Sensors tell every ten seconds.'),
  },
  required: ['id', 'structure_id', 'room_id', 'name', 'type', 'connected', 'read_at'],
}

const eta = objectOf('When somebody is expected.', {
  trip_id: {
    type: 'string',
    minLength: 1,
    maxLength: 100,
    description: "The app's own name for the journey.",
  },
  from: time('Not before.'),
  until: time('Not after.'),
})

const address = {
  country_code: orNull({
    type: 'string',
    pattern: '^[A-Z]{2}$',
    description: 'ISO 3166-1. Of a home that was shared as a whole.',
  }),
  postal_code: orNull({
    type: 'string',
    minLength: 1,
    maxLength: 16,
    description: 'Of a home that was shared as a whole.',
  }),
} as const

const home = {
  id,
  name: { ...name, description: 'As its owner calls it.' },
  away,
  time_zone: text('An IANA name, such as `Europe/Stockholm`.'),
  ...address,
  eta: orNull(eta),
  rooms: {
    type: 'array',
    description: 'All of them where the whole home was shared, else those in which a device was shared.',
    items: { $ref: '#/components/schemas/Room' },
  },
} as const satisfies Readonly<Record<string, Schema>>

const structure = objectOf('A home.', {
  ...home,
  devices: {
    type: 'array',
    description: 'Those that were shared. Empty unless the token has `devices:read`.',
    items: { $ref: '#/components/schemas/Device' },
  },
})

const problem: Schema = {
  type: 'object',
  description: 'What went wrong (RFC 9457, and the error codes of RFC 6750).',
  properties: {
    type: {
      type: 'string',
      enum: ['about:blank', ...problemKinds.map((kind) => `/docs/device-api#${kind}`)],
      description: 'The kind, for programs; opened, it says what to do. `about:blank` where `error` says it.',
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
    properties: { name, away, ...address, eta: home.eta },
    additionalProperties: false,
    minProperties: 1,
  },
  Room: objectOf('A room of a home.', { id, name }),
  Rooms: objectOf('The rooms of a home.', { rooms: home.rooms }),
  RoomName: {
    type: 'object',
    description: 'Its name.',
    properties: { name },
    required: ['name'],
    additionalProperties: false,
  },
  Device: device,
  DeviceList: objectOf('Devices of every home.', {
    devices: { type: 'array', items: { $ref: '#/components/schemas/Device' } },
  }),
  DeviceChange: {
    type: 'object',
    description:
      'What is to be different; at least one member that this type of device has, no others, and a target in one way only.',
    properties: changeable,
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
