import { metadataAnswer, type ResourceMetadata } from './encode-resource-metadata.ts'

export {
  type HolderRules,
  type HonoContext,
  type HonoMiddleware,
  requireToken,
  type TokenEnv,
  type TokenRequirement,
} from './require-token.ts'

/** Answers with an RFC 9728 document; mount it at the path of `resourceMetadataUrl(resource)`. */
export function metadataEndpoint(metadata: ResourceMetadata): () => Response {
  const { headers, body } = metadataAnswer(metadata)
  return () => new Response(body, { headers })
}
