import { type MetadataAnswer, metadataAnswer, type ResourceMetadata } from './encode-resource-metadata.ts'
import { type NodeRequest, type NodeResponse, readNodeRequest, sendAnswer } from './node-request.ts'
import { requestChecker } from './request-checker.ts'
import type { CheckedToken, Requirement } from './requirement.ts'

export type { NodeRequest, NodeResponse } from './node-request.ts'

export interface NodeRequirement extends Requirement {
  /** The SHA-256 of the certificate that the client proved to own on this connection, in base64url (RFC 8705 §3). */
  certificateThumbprint?(request: NodeRequest): string | undefined
}

/**
 * A check for servers of `node:http`. Answers a refused request itself and tells `undefined`; rejects only with what the
 * verifier throws besides `VerificationUnavailable`.
 *
 *     const check = requireToken({ verify, realm: 'lamps', needs: ['lamps:read'] })
 *     createServer(async (request, response) => {
 *       const token = await check(request, response)
 *       if (token !== undefined) response.end(`the lamps of ${token.access.subject}`)
 *     })
 */
export function requireToken(
  requirement: NodeRequirement,
): (request: NodeRequest, response: NodeResponse) => Promise<CheckedToken | undefined> {
  const check = requestChecker(requirement)
  return async (request, response) => {
    const outcome = await check(readNodeRequest(request, () => requirement.certificateThumbprint?.(request)))
    if ('refusal' in outcome) {
      sendAnswer(response, outcome)
      return undefined
    }
    for (const [name, value] of Object.entries(outcome.headers ?? {})) response.setHeader(name, value)
    return outcome
  }
}

/** Answers with an RFC 9728 document; mount it at the path of `resourceMetadataUrl(resource)`. */
export function metadataEndpoint(
  metadata: ResourceMetadata,
): (request: NodeRequest, response: NodeResponse) => void {
  const answer: MetadataAnswer = metadataAnswer(metadata)
  return (_request, response) => sendAnswer(response, answer)
}
