import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** An authorization server of somebody else, as far as an API sees it: keys, and answers about opaque tokens. */
export interface TokenIssuer {
  readonly issuer: string
  sign(claims: object): Promise<string>
  /** What introspection answers of an opaque token; unknown ones are not active. */
  readonly opaque: Map<string, object>
  close(): void
}

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }
  const opaque = new Map<string, object>()
  const server = createServer(async (request, response) => {
    response.setHeader('Content-Type', 'application/json')
    if (request.url === '/jwks') return void response.end(JSON.stringify({ keys: [jwk] }))
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
    response.end(JSON.stringify(opaque.get(form.get('token') ?? '') ?? { active: false }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sign = (claims: object) =>
    new SignJWT({ iss: issuer, jti: 'one', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
      .sign(privateKey)
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { issuer, sign, opaque, close }
}
