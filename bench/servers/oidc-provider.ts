// A peer: oidc-provider with its own in-memory store, one client, and as many refresh tokens as the bench has connections.
import { once } from 'node:events'
import { Provider } from 'oidc-provider'
import { clientId, clientSecret } from '../requests.ts'

const port = Number(process.env.PORT)
const scope = 'offline_access'
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      redirect_uris: ['https://app.example.com/callback'],
      scope: 'offline_access devices:read devices:write',
    },
  ],
  scopes: ['offline_access', 'devices:read', 'devices:write'],
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
  findAccount: (_context: object, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
  rotateRefreshToken: true,
  ttl: { Grant: 3600, RefreshToken: 3600, AccessToken: 3600, ClientCredentials: 3600 },
})

async function newRefreshToken(accountId: string): Promise<string> {
  const client = await provider.Client.find(clientId)
  if (client === undefined) throw new Error('the client is missing')
  const grant = new provider.Grant({ accountId, clientId })
  grant.addOIDCScope(scope)
  const token = new provider.RefreshToken({
    accountId,
    client,
    grantId: await grant.save(),
    gty: 'authorization_code',
    scope,
    iiat: Math.floor(Date.now() / 1000),
    expiresWithSession: false,
    claims: {},
  })
  return token.save()
}

const count = Number(process.env.CONNECTIONS)
const refreshTokens = await Promise.all(
  Array.from({ length: count }, (_, n) => newRefreshToken(`account-${n}`)),
)
const server = provider.listen(port, '127.0.0.1')
server.keepAliveTimeout = 65_000
await once(server, 'listening')
process.stdout.write(`ready ${JSON.stringify({ refreshTokens })}\n`)
process.once('SIGTERM', () => process.exit(0))
