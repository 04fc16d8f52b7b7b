import { homeActions, isCompactJwt, parseScope } from '@latchkey/protocol'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { z } from 'zod'
import type { ServerContext } from '../../context.ts'
import { signingAlgorithms } from '../../store/records.ts'
import type { AccessToken } from '../access-token.ts'

const detail = z.object({
  type: z.literal('home_access'),
  structure: z.string(),
  devices: z.union([z.literal('all'), z.array(z.string())]),
  actions: z.array(z.enum(homeActions)),
})

const claims = z.object({
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  client_id: z.string(),
  scope: z.string(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string(),
  cnf: z.union([z.object({ jkt: z.string() }), z.object({ 'x5t#S256': z.string() })]).optional(),
  authorization_details: z.array(detail).optional(),
  latchkey: z.object({
    client: z.number(),
    account: z.number().optional(),
    grant: z.number().optional(),
    family: z.number().optional(),
    family_id: z.string().optional(),
  }),
})

type Claims = z.infer<typeof claims>

/** A signed access token of ours, for introspection and revocation. An ID token has another `typ` and is none. */
export async function readSigned(server: ServerContext, token: string): Promise<AccessToken | undefined> {
  const verified = isCompactJwt(token) ? await verify(server, token) : undefined
  return verified && tokenOf(server, verified)
}

async function verify(server: ServerContext, token: string): Promise<Claims | undefined> {
  try {
    const keys = createLocalJWKSet({ keys: [...server.keys.publicKeys()] })
    const { payload } = await jwtVerify(token, keys, {
      issuer: server.issuer,
      typ: 'at+jwt',
      algorithms: [...signingAlgorithms],
      currentDate: new Date(server.now()),
    })
    return claims.parse(payload)
  } catch {
    return undefined
  }
}

async function tokenOf({ records }: ServerContext, verified: Claims): Promise<AccessToken | undefined> {
  const { latchkey, ...read } = verified
  const { family_id: familyId, client, account, grant, family } = latchkey
  const isOwn = account === undefined || grant === undefined || family === undefined
  // A pairwise `sub` leads to no account: its connection does. A token of a connection that is gone is dead.
  const connection = isOwn ? undefined : await records.family(familyId ?? '')
  if (!isOwn && connection === undefined) return undefined
  return {
    clientId: read.client_id,
    accountId: connection?.accountId,
    familyId,
    scope: parseScope(read.scope),
    audience: [read.aud].flat(),
    issuedAt: read.iat,
    expiresAt: read.exp,
    jti: read.jti,
    confirmation: read.cnf,
    // Whoever verifies alone goes by this copy; a connection that has more by now gives it to none that was signed before.
    ownDetails: read.authorization_details ?? [],
    counters: isOwn ? { client } : { client, account, grant, family },
  }
}
