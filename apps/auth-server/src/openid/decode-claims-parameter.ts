import { malformed, type Scope } from '@latchkey/protocol'
import { z } from 'zod'
import type { RequestedClaims } from '../store/authentication.ts'
import { claimsOf } from './claims-of-scope.ts'

/** What a client asks for by `claims` (OpenID Connect Core §5.5). */
export interface ClaimsParameter {
  /** Standard claims asked for singly, as far as the client may know them. */
  readonly claims: RequestedClaims | undefined
  /** Each a list of subjects: only who is in all of them may answer. */
  readonly subjects: readonly (readonly string[])[]
  /** One of these must be reached. */
  readonly contexts: readonly string[] | undefined
}

const wish = z
  .looseObject({
    essential: z.boolean().optional(),
    value: z.unknown().optional(),
    values: z.array(z.unknown()).optional(),
  })
  .nullable()
type Wish = z.infer<typeof wish>

const wishes = z.record(z.string(), wish).default({})
const schema = z.looseObject({ userinfo: wishes, id_token: wishes })

/** Nothing is asked for where the parameter is missing. Claims that nobody knows are ignored. Throws `invalid_request`. */
export function decodeClaimsParameter(text: string | undefined, clientScopes: Scope): ClaimsParameter {
  if (text === undefined) return { claims: undefined, subjects: [], contexts: undefined }
  const { userinfo, id_token: idToken } = parse(text)
  const mayKnow = claimsOf(clientScopes)
  const claims = {
    idToken: mayKnow.filter((name) => Object.hasOwn(idToken, name)),
    userinfo: mayKnow.filter((name) => Object.hasOwn(userinfo, name)),
  }
  return {
    claims: claims.idToken.length + claims.userinfo.length === 0 ? undefined : claims,
    subjects: [userinfo.sub, idToken.sub].map(wantedValues).filter((values) => values !== undefined),
    contexts: idToken.acr?.essential === true ? wantedValues(idToken.acr) : undefined,
  }
}

function parse(text: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw malformed(
      'claims',
      'The parameter claims must be JSON as OpenID Connect Core 5.5 describes: userinfo and id_token, with claims in them.',
    )
  }
}

/** OpenID Connect Core §5.5.1: `value`, or one of `values`. */
function wantedValues(asked: Wish | undefined): readonly string[] | undefined {
  if (asked === null || asked === undefined) return undefined
  const { value, values } = asked
  const wanted = value === undefined ? values : [value]
  return wanted?.filter((each) => typeof each === 'string')
}
