import { malformed } from '@latchkey/protocol'
import type { Addressed, ReturnAddress } from './find-return-address.ts'

/** How an answer goes back to its client. */
export interface ResponseMode {
  /** The value of `response_mode`. */
  readonly name: string
  /** In the query of a redirect, or in a form that the person's browser posts. */
  readonly carrier: 'query' | 'form'
  /** As one signed parameter `response` in place of them all (JARM §2.1). */
  readonly isSigned: boolean
}

export const byQuery: ResponseMode = { name: 'query', carrier: 'query', isSigned: false }

/** OAuth 2.0 Multiple Response Types §2.1, OAuth 2.0 Form Post Response Mode §2, JARM §2.3. */
export const responseModes: readonly ResponseMode[] = [
  byQuery,
  { name: 'form_post', carrier: 'form', isSigned: false },
  { name: 'jwt', carrier: 'query', isSigned: true },
  { name: 'query.jwt', carrier: 'query', isSigned: true },
  { name: 'form_post.jwt', carrier: 'form', isSigned: true },
]

export const responseModeNames = responseModes.map(({ name }) => name)

/** The mode that a request asks for. Throws `invalid_request` for one that is not known or does not fit its return address. */
export function responseModeOf({ dialect, returnTo, parameters }: Addressed): ResponseMode {
  const name = parameters.values.get('response_mode') ?? byQuery.name
  const known = dialect.hasExtensions ? responseModes : [byQuery]
  const mode = known.find((candidate) => candidate.name === name)
  if (mode === undefined) {
    throw malformed(
      'response_mode',
      `The response_mode must be ${known.map((one) => one.name).join(' or ')}.`,
    )
  }
  if (mode.carrier === 'form' && !isWebAddress(returnTo)) {
    throw malformed('response_mode', `The response_mode ${name} is for redirect URIs with https or http.`)
  }
  return mode
}

/** The same for an answer that only says that the request is wrong, perhaps in its mode. */
export function responseModeOfRefusal(addressed: Addressed): ResponseMode {
  try {
    return responseModeOf(addressed)
  } catch {
    return byQuery
  }
}

/** Browsers post forms to the web only; any other scheme would run or start something instead. */
function isWebAddress(returnTo: ReturnAddress): boolean {
  return returnTo.kind === 'redirect' && /^https?:\/\//.test(returnTo.uri)
}
