import type { Dialect } from '@latchkey/dialects'
import {
  type HomeAction,
  homeActions,
  OAuthError,
  type Parameters,
  type RequestedHomeAccess,
  type Scope,
} from '@latchkey/protocol'
import { z } from 'zod'
import type { Client } from '../store/records.ts'
import { actionsOf } from './home-offer.ts'
import { invalidDetails } from './invalid-details.ts'

const parameter = 'authorization_details'
const mostDetails = 50
const mostDevices = 200

/** What a request says beside its details, which may go no further. */
export interface AskedWith {
  readonly client: Client
  readonly dialect: Dialect
  readonly scope: Scope
  readonly audience: readonly string[]
  /** The identifier of the device API. */
  readonly issuer: string
}

/**
 * What a client asks for by name (RFC 9396 §2); `undefined` when it names nothing. Throws `invalid_authorization_details`, and
 * `invalid_request` from a client whose dialect is older than this.
 */
export function decodeAuthorizationDetails(
  { values }: Parameters,
  asked: AskedWith,
): readonly RequestedHomeAccess[] | undefined {
  const text = values.get(parameter)
  if (text === undefined) return undefined
  checkMayAsk(asked)
  const members = listOf(text)
  if (members.length > mostDetails)
    throw malformed(`authorization_details may hold ${mostDetails} objects at most.`)
  const details = members.map((member, at) => decodeOne(member, at, asked))
  checkNoneTwice(details)
  return details.map(({ locations: _, ...detail }) => detail)
}

function checkMayAsk({ client, dialect }: AskedWith): void {
  if (!dialect.hasExtensions) {
    const sentence = 'Apps of this dialect ask by scope: they have no authorization_details.'
    throw new OAuthError('invalid_request', sentence, {
      reason: { kind: 'not allowed by dialect', detail: sentence },
    })
  }
  // RFC 9396 §10: whoever registers its types has no others.
  if (client.authorizationDetailsTypes?.includes('home_access') === false)
    throw malformed('This app has registered authorization_details_types without home_access.')
}

function listOf(text: string): readonly unknown[] {
  const value = parsed(text)
  if (Array.isArray(value) && value.length > 0) return value
  throw malformed('authorization_details must be a JSON array of one object or more.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const id = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,255}$/u)
const schema = z.strictObject({
  type: z.literal('home_access'),
  structure: id.optional(),
  devices: z.union([z.literal('all'), z.array(id).min(1).max(mostDevices)]).optional(),
  actions: z.array(z.enum(homeActions)).min(1).optional(),
  locations: z.array(z.string()).min(1).max(mostDetails).optional(),
})

type Detail = z.infer<typeof schema>

const sentences: Readonly<Record<keyof Detail, string>> = {
  type: 'the only type known here is home_access',
  structure: 'structure must be the id of a home',
  devices: `devices must be the word all, or a list of 1 to ${mostDevices} ids`,
  actions: `actions must be a list of these: ${homeActions.join(', ')}`,
  locations: 'locations must be a list of addresses',
}

function decodeOne(member: unknown, at: number, asked: AskedWith): Detail {
  const wrong = (sentence: string) => malformed(`authorization_details[${at}]: ${sentence}.`)
  if (typeof member !== 'object' || member === null || Array.isArray(member))
    throw wrong('it must be an object')
  if (!('type' in member) || member.type !== 'home_access') throw wrong(sentences.type)
  // Whatever its name is: `__proto__` is a member like any other.
  const odd = Object.keys(member).find((name) => !Object.hasOwn(sentences, name))
  if (odd !== undefined) throw wrong(`home_access has no member ${odd.slice(0, 50)}`)
  const { data, error } = schema.safeParse(member)
  if (data === undefined) throw wrong(sentenceOf(error.issues[0]?.path[0]))
  const problem = problemOf(data, asked)
  if (problem !== undefined) throw wrong(problem)
  return data.actions === undefined ? data : { ...data, actions: withReading(data.actions) }
}

function sentenceOf(member: PropertyKey | undefined): string {
  return typeof member === 'string' && Object.hasOwn(sentences, member)
    ? sentences[member as keyof Detail]
    : sentences.type
}

/** What is right member by member, and cannot be meant. */
function problemOf(detail: Detail, { scope, audience, issuer }: AskedWith): string | undefined {
  const { structure, devices, actions = [], locations = [] } = detail
  if (devices !== undefined && structure === undefined) return 'devices need the structure that they are in'
  const lists = [Array.isArray(devices) ? devices : [], actions, locations]
  if (lists.some((list) => new Set<string>(list).size < list.length)) return 'it names something twice'
  const most = actionsOf(scope)
  if (most.length === 0) return 'the scope of this request goes to no home'
  const beyond = actions.filter((action) => !most.includes(action))
  if (beyond.length > 0) return `the scope of this request does not go to ${beyond.join(', ')}`
  // RFC 9396 §2.2: where the details are to be used; only the device API knows homes.
  if (locations.some((location) => !isOf(issuer, location))) return 'locations may name the device API only'
  return locations.length > 0 && !audience.includes(issuer)
    ? 'locations names the device API, for which this request asks no token'
    : undefined
}

function isOf(issuer: string, location: string): boolean {
  return URL.canParse(location) && !location.includes('#') && new URL(location).origin === issuer
}

/** Whoever may do anything in a home may look. */
function withReading(actions: readonly HomeAction[]): HomeAction[] {
  return homeActions.filter((action) => action === 'read' || actions.includes(action))
}

/** The whole of a home may stand beside single devices of it; nothing may stand there twice. */
function checkNoneTwice(details: readonly Detail[]): void {
  const named = details.flatMap(({ structure, devices = 'all' }) =>
    (devices === 'all' ? [''] : devices).map((device) => JSON.stringify([structure, device])),
  )
  if (new Set(named).size < named.length)
    throw malformed('authorization_details name the same home or the same device twice.')
}

function malformed(sentence: string): OAuthError {
  return invalidDetails(sentence, { kind: 'malformed parameter', parameter })
}
