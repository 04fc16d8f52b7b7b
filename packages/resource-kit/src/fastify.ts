import { rememberToken } from './checked-tokens.ts'
import { metadataAnswer, type ResourceMetadata } from './encode-resource-metadata.ts'
import { type NodeRequest, readNodeRequest } from './node-request.ts'
import { requestChecker } from './request-checker.ts'
import type { Requirement } from './requirement.ts'

export { tokenOf } from './checked-tokens.ts'

/** What is used of Fastify's request; a real one of version 4 or 5 fits. */
export interface FastifyRequest {
  readonly raw: NodeRequest
  /** As the client asked, before `rewriteUrl`. */
  readonly originalUrl: string
}

/** What is used of Fastify's reply. */
export interface FastifyReply {
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(payload: string): unknown
}

export interface FastifyRequirement extends Requirement {
  /** The SHA-256 of the certificate that the client proved to own on this connection, in base64url (RFC 8705 §3). */
  certificateThumbprint?(request: FastifyRequest): string | undefined
}

/**
 * A hook for Fastify's `onRequest` (before the body is read) or `preHandler`. The handler asks `tokenOf(request)`.
 *
 *     app.get('/lamps', { onRequest: requireToken({ verify, realm: 'lamps', needs: ['lamps:read'] }) }, (request) => ({
 *       lampsOf: tokenOf(request).access.subject,
 *     }))
 */
export function requireToken(
  requirement: FastifyRequirement,
): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  const check = requestChecker(requirement)
  return async (request, reply) => {
    const thumbprint = () => requirement.certificateThumbprint?.(request)
    const outcome = await check(readNodeRequest(request.raw, thumbprint, request.originalUrl))
    for (const [name, value] of Object.entries(outcome.headers ?? {})) reply.header(name, value)
    if (!('refusal' in outcome)) return rememberToken(request, outcome)
    reply.code(outcome.status)
    reply.send(outcome.body)
    // Fastify goes on to the handler unless a hook that has answered returns the reply.
    return reply
  }
}

/** Answers with an RFC 9728 document; mount it at the path of `resourceMetadataUrl(resource)`. */
export function metadataEndpoint(
  metadata: ResourceMetadata,
): (request: unknown, reply: FastifyReply) => Promise<unknown> {
  const { headers, body } = metadataAnswer(metadata)
  return async (_request, reply) => {
    for (const [name, value] of Object.entries(headers)) reply.header(name, value)
    reply.send(body)
    return reply
  }
}
