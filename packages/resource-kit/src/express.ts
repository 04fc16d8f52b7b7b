import { rememberToken } from './checked-tokens.ts'
import { metadataAnswer, type ResourceMetadata } from './encode-resource-metadata.ts'
import type { NodeRequirement } from './node.ts'
import { type NodeRequest, type NodeResponse, readNodeRequest, sendAnswer } from './node-request.ts'
import { requestChecker } from './request-checker.ts'

export { tokenOf } from './checked-tokens.ts'

/** What is used of Express's request; a real one of version 4 or 5 fits. */
export interface ExpressRequest extends NodeRequest {
  /** `url` lacks the path at which a router is mounted, and a DPoP proof names the whole one. */
  readonly originalUrl: string
}

export type ExpressMiddleware = (
  request: ExpressRequest,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => void

/**
 * Express middleware over `requestChecker`. The handler asks `tokenOf(request)`.
 *
 *     app.get('/lamps', requireToken({ verify, realm: 'lamps', needs: ['lamps:read'] }), (request, response) => {
 *       response.json({ lampsOf: tokenOf(request).access.subject })
 *     })
 */
export function requireToken(requirement: NodeRequirement): ExpressMiddleware {
  const check = requestChecker(requirement)
  const run = async (request: ExpressRequest, response: NodeResponse): Promise<boolean> => {
    const thumbprint = () => requirement.certificateThumbprint?.(request)
    const outcome = await check(readNodeRequest(request, thumbprint, request.originalUrl))
    if ('refusal' in outcome) {
      sendAnswer(response, outcome)
      return false
    }
    for (const [name, value] of Object.entries(outcome.headers ?? {})) response.setHeader(name, value)
    rememberToken(request, outcome)
    return true
  }
  return (request, response, next) => {
    run(request, response).then((mayPass) => mayPass && next(), next)
  }
}

/** Answers with an RFC 9728 document; mount it at the path of `resourceMetadataUrl(resource)`. */
export function metadataEndpoint(
  metadata: ResourceMetadata,
): (request: unknown, response: NodeResponse) => void {
  const answer = metadataAnswer(metadata)
  return (_request, response) => sendAnswer(response, answer)
}
