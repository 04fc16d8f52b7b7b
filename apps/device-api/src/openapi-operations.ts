import { mostPerPage } from './answers/pages.ts'
import { examples } from './openapi-examples.ts'
import { id, refTo } from './openapi-schemas.ts'
import type { AnswerDescription, Operation, Parameter, PathItem, Schema } from './openapi-types.ts'
import type { DeviceScope } from './scopes.ts'

// Every operation; long because it is a table. A test holds it against the router.

const text: Schema = { type: 'string' }
const retryAfter = { 'Retry-After': { description: 'Seconds to wait.', schema: text } }
const challenge = { 'WWW-Authenticate': { description: 'What is missing (RFC 6750 §3).', schema: text } }
const allow = { Allow: { description: 'What this address knows.', schema: text } }

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503
type Errors = Readonly<Partial<Record<ErrorStatus, Omit<AnswerDescription, 'content'>>>>

const ofEveryRequest = {
  400: { description: 'The token was sent in the URL, or twice.' },
  401: {
    description:
      'No token was sent, or it has expired, was revoked, or is for another API. Refresh it once, then ask the person anew.',
    headers: challenge,
  },
  403: {
    description: 'The token is good, and its scope or what the homeowner shared does not allow this.',
    headers: challenge,
  },
  405: { description: 'Another method is meant.', headers: allow },
  429: {
    description: 'This app asks too often. Wait as long as `Retry-After` says.',
    headers: {
      ...retryAfter,
      'RateLimit-Policy': { description: 'How many requests in how many seconds.', schema: text },
      RateLimit: { description: 'How many are left.', schema: text },
    },
  },
  500: { description: 'A fault of the server. It was logged; asking again may help.' },
  503: { description: 'Not right now. The token may be good: keep it and ask again.', headers: retryAfter },
} as const satisfies Errors

const ofOneThing = {
  404: { description: 'There is no such thing, or the token does not cover it: the two look the same.' },
} as const satisfies Errors

const ofABody = {
  400: {
    description:
      'The body is not what is asked for; `errors` names each mistake. Or the token was sent in the URL, or twice.',
  },
  413: { description: 'The body has more than 64 KiB.' },
  415: {
    description: 'The body is not labelled as JSON.',
    headers: { 'Accept-Patch': { description: 'What may be sent.', schema: text } },
  },
} as const satisfies Errors

const ofAWrite = {
  409: {
    description:
      'It does not fit to how things are now: the sentence says to what. Or a request with this `Idempotency-Key` is under way.',
  },
  412: { description: 'It was changed since you read it, and `If-Match` asked that it was not.' },
  422: { description: 'This `Idempotency-Key` was used for another request.' },
} as const satisfies Errors

const ofAPage = {
  400: {
    description: '`limit` or `cursor` is not what it may be, or the token was sent in the URL, or twice.',
  },
} as const satisfies Errors

function problems(...groups: readonly Errors[]): Readonly<Record<string, AnswerDescription>> {
  return inBodiesOf('application/problem+json', refTo('Problem'), groups)
}

function inBodiesOf(type: string, schema: Schema, groups: readonly Errors[]) {
  const errors = Object.entries(Object.assign({}, ...groups) as Errors)
  return Object.fromEntries(
    errors.map(([status, error]) => [status, { ...error, content: { [type]: { schema } } }]),
  )
}

function good(description: string, schema: Schema, example: unknown): AnswerDescription {
  return { description, content: { 'application/json': { schema, example } } }
}

function change(schema: Schema, example: unknown): NonNullable<Operation['requestBody']> {
  const description = 'Only the members that are to change.'
  return { required: true, description, content: { 'application/json': { schema, example } } }
}

const header = (name: string, description: string): Parameter => ({
  ...{ name, in: 'header', required: false, description },
  schema: text,
})
const ifNoneMatch = header('If-None-Match', 'An `ETag`: 304 without a body while nothing is different.')
const writeHeaders = [
  header(
    'If-Match',
    'The `ETag` that you have read: 412 if somebody has changed it since. Readings that moved do not count.',
  ),
  header(
    'Idempotency-Key',
    'A random name for this request: sent again within a day, it is done once and answered alike.',
  ),
]

const listParameters: readonly Parameter[] = [
  {
    ...{ name: 'limit', in: 'query', required: false },
    description: 'How many at most; the header `Link` leads on.',
    schema: { type: 'integer', minimum: 1, maximum: mostPerPage },
    example: 50,
  },
  {
    name: 'cursor',
    in: 'query',
    required: false,
    description: 'From `Link`, as it stands there.',
    schema: text,
  },
]

/** All of these scopes; a broader one that includes them does as well. */
function needs(...scopes: readonly DeviceScope[]): Operation['security'] {
  return [{ oauth2: scopes }]
}

function idOf(thing: string, example: string): Parameter {
  const description = `The id of the ${thing}.`
  return { name: 'id', in: 'path', required: true, description, schema: id, example }
}

const structurePaths = {
  '/v1/structures': {
    get: {
      operationId: 'listStructures',
      tags: ['Homes'],
      summary: 'List the homes that were shared',
      description:
        "Every home that the homeowner shared with your app, with the devices that were shared in it. A client's own token covers no home: its list is empty.",
      security: needs('structures:read'),
      parameters: [...listParameters, ifNoneMatch],
      responses: {
        200: good('The homes.', refTo('Structures'), examples.structures),
        ...problems(ofEveryRequest, ofAPage),
      },
    },
  },
  '/v1/structures/{id}': {
    get: {
      operationId: 'readStructure',
      tags: ['Homes'],
      summary: 'Read one home',
      description: 'The same as in the list, for one home.',
      security: needs('structures:read'),
      parameters: [idOf('home', examples.structure.id), ifNoneMatch],
      responses: {
        200: good('The home.', refTo('Structure'), examples.structure),
        ...problems(ofEveryRequest, ofOneThing),
      },
    },
    patch: {
      operationId: 'changeStructure',
      tags: ['Homes'],
      summary: 'Change a home, or say that nobody is in',
      description: 'Members that you leave out stay as they are. The answer is the home as it is now.',
      security: needs('structures:write'),
      parameters: [idOf('home', examples.structure.id), ...writeHeaders],
      requestBody: change(refTo('StructureChange'), examples.structureChange),
      responses: {
        200: good('The home as it is now.', refTo('Structure'), { ...examples.structure, away: 'away' }),
        ...problems(ofEveryRequest, ofOneThing, ofABody, ofAWrite),
      },
    },
  },
} as const satisfies Readonly<Record<string, PathItem>>

const rooms = '/v1/structures/{id}/rooms'
const ofRoom = (example: string): readonly Parameter[] => [
  idOf('home', examples.structure.id),
  { ...idOf('room', example), name: 'room' },
]

const roomPaths = {
  [rooms]: {
    get: {
      operationId: 'listRooms',
      tags: ['Homes'],
      summary: 'List the rooms of a home',
      description: 'In the order in which they were made.',
      security: needs('structures:read'),
      parameters: [idOf('home', examples.structure.id), ifNoneMatch],
      responses: {
        200: good('The rooms.', refTo('Rooms'), examples.rooms),
        ...problems(ofEveryRequest, ofOneThing),
      },
    },
    post: {
      operationId: 'addRoom',
      tags: ['Homes'],
      summary: 'Add a room to a home',
      description: 'A home that was shared as a whole may get rooms; a name that is there already is 409.',
      security: needs('structures:write'),
      parameters: [idOf('home', examples.structure.id), ...writeHeaders],
      requestBody: change(refTo('RoomName'), { name: 'Kitchen' }),
      responses: {
        201: good('The new room; `Location` says where it is.', refTo('Room'), examples.newRoom),
        ...problems(ofEveryRequest, ofOneThing, ofABody, ofAWrite),
      },
    },
  },
  [`${rooms}/{room}`]: {
    get: {
      operationId: 'readRoom',
      tags: ['Homes'],
      summary: 'Read one room',
      description: 'The same as in the list, for one room.',
      security: needs('structures:read'),
      parameters: [...ofRoom('hallway'), ifNoneMatch],
      responses: {
        200: good('The room.', refTo('Room'), examples.room),
        ...problems(ofEveryRequest, ofOneThing),
      },
    },
    patch: {
      operationId: 'renameRoom',
      tags: ['Homes'],
      summary: 'Rename a room',
      description: 'Devices stay in it.',
      security: needs('structures:write'),
      parameters: [...ofRoom('hallway'), ...writeHeaders],
      requestBody: change(refTo('RoomName'), { name: 'Entrance' }),
      responses: {
        200: good('The room as it is now.', refTo('Room'), { ...examples.room, name: 'Entrance' }),
        ...problems(ofEveryRequest, ofOneThing, ofABody, ofAWrite),
      },
    },
    delete: {
      operationId: 'deleteRoom',
      tags: ['Homes'],
      summary: 'Delete a room',
      description: 'Its devices stay in the home and are in no room.',
      security: needs('structures:write'),
      parameters: [...ofRoom('attic'), header('If-Match', 'The `ETag` that you have read.')],
      responses: {
        204: { description: 'It is gone.' },
        ...problems(ofEveryRequest, ofOneThing, { 412: ofAWrite[412] }),
      },
    },
  },
} as const satisfies Readonly<Record<string, PathItem>>

/** A stream of server-sent events. */
function stream(
  operationId: string,
  summary: string,
  description: string,
  of: readonly Parameter[],
): PathItem {
  const lastEvent = header(
    'Last-Event-ID',
    'The id of the event that you have read last: the stream goes on after it.',
  )
  return {
    get: {
      ...{ operationId, tags: ['Events'], summary, description },
      security: needs('devices:read'),
      parameters: [
        ...of,
        lastEvent,
        {
          ...lastEvent,
          name: 'last_event_id',
          in: 'query',
          description: 'The same, for programs that cannot send headers.',
        },
      ],
      responses: {
        200: {
          description: 'Server-sent events, as long as the token counts and you read.',
          content: { 'text/event-stream': { schema: text } },
        },
        ...problems(ofEveryRequest, of.length === 0 ? {} : ofOneThing),
      },
    },
  }
}

const eventPaths = {
  '/v1/events': stream(
    'streamEvents',
    'Hear of every change',
    'Of all homes that the token covers. See [Events](/docs/events).',
    [],
  ),
  '/v1/structures/{id}/events': stream(
    'streamStructure',
    'Hear of changes in one home',
    'Of one home and its devices.',
    [idOf('home', examples.structure.id)],
  ),
  '/v1/devices/{id}/events': stream('streamDevice', 'Hear of changes of one device', 'Of one device.', [
    idOf('device', examples.device.id),
  ]),
} as const satisfies Readonly<Record<string, PathItem>>

const devicePaths = {
  '/v1/devices': {
    get: {
      operationId: 'listDevices',
      tags: ['Devices'],
      summary: 'List the devices that were shared',
      description: 'Of all homes, in the order of their ids, 100 unless `limit` says otherwise.',
      security: needs('devices:read'),
      parameters: [...listParameters, ifNoneMatch],
      responses: {
        200: good('The devices.', refTo('DeviceList'), examples.devices),
        ...problems(ofEveryRequest, ofAPage),
      },
    },
  },
  '/v1/devices/{id}': {
    get: {
      operationId: 'readDevice',
      tags: ['Devices'],
      summary: 'Read one device',
      description: 'What it measures and how it is set, in °C and °F.',
      security: needs('devices:read'),
      parameters: [idOf('device', examples.device.id), ifNoneMatch],
      responses: {
        200: good('The device.', refTo('Device'), examples.device),
        ...problems(ofEveryRequest, ofOneThing),
      },
    },
    patch: {
      operationId: 'changeDevice',
      tags: ['Devices'],
      summary: 'Control one device',
      description:
        'Set what its type has: temperatures, mode, schedule, fan, a lock, a valve; its name and its room. Members that you leave out stay as they are. Temperatures move slowly, as in a real home: read the device again to watch.',
      security: needs('devices:write'),
      parameters: [idOf('device', examples.device.id), ...writeHeaders],
      requestBody: change(refTo('DeviceChange'), examples.deviceChange),
      responses: {
        200: good('The device as it is now.', refTo('Device'), examples.changedDevice),
        ...problems(ofEveryRequest, ofOneThing, ofABody, ofAWrite),
      },
    },
  },
} as const satisfies Readonly<Record<string, PathItem>>

function page(name: string, most: number, absent: number, description: string): Parameter {
  const schema: Schema = { type: 'integer', minimum: 1, maximum: most, default: absent }
  return { name, in: 'query', required: false, description, schema }
}

const systemPaths = {
  '/api/v1/systems': {
    get: {
      operationId: 'listSystems',
      tags: ['NIBE Uplink'],
      summary: 'List the homes as NIBE Uplink shows them',
      description: 'For programs that were written for NIBE Uplink: the same homes, one page at a time.',
      security: [{ oauth2: ['READSYSTEM'] }, { oauth2: ['structures:read', 'devices:read'] }],
      parameters: [
        page('page', 1_000_000, 1, 'Which page; the first is 1.'),
        page('itemsPerPage', 100, 10, 'How many homes a page holds.'),
      ],
      responses: {
        200: good('One page of homes.', refTo('Systems'), examples.systems),
        ...inBodiesOf('application/json', refTo('NibeError'), [
          ofEveryRequest,
          {
            400: {
              description:
                'A parameter is no number or out of range, or the token was sent in the URL, or twice.',
            },
          },
        ]),
      },
    },
  },
} as const satisfies Readonly<Record<string, PathItem>>

const descriptionPaths = {
  '/v1/openapi.json': {
    get: {
      operationId: 'readDescription',
      tags: ['This document'],
      summary: 'Read this description',
      description: 'The OpenAPI document that you are reading. It needs no token.',
      security: [],
      responses: {
        200: good('The document.', { type: 'object' }, undefined),
        ...problems({ 405: ofEveryRequest[405] }),
      },
    },
  },
} as const satisfies Readonly<Record<string, PathItem>>

export const paths: Readonly<Record<string, PathItem>> = {
  ...structurePaths,
  ...roomPaths,
  ...devicePaths,
  ...eventPaths,
  ...systemPaths,
  ...descriptionPaths,
}
