import { dialects } from '@latchkey/dialects'
import { allowedMethods, isPublic } from '../client-authentication/allowed-methods.ts'
import { mustPush } from '../clients/must-push.ts'
import { policyOf } from '../clients/policies.ts'
import type { Client } from '../store/records.ts'
import { refreshRuleOf } from '../token/begin-family.ts'
import { longestSealedSeconds } from '../token/token-formats/lasting.ts'
import type { SampleKind } from './languages.ts'

/** A sentence where an app cannot do what a kind of program does; `undefined` where it can. */
export function whyNoSample(client: Client, kind: SampleKind): string | undefined {
  return reasons[kind](client)
}

const reasons: Readonly<Record<SampleKind, (client: Client) => string | undefined>> = {
  'authorization-code': (client) => whyNoCodes(client) ?? whyPushed(client) ?? whyOther(client),
  'client-credentials': (client) => whyNoTokenOfItsOwn(client) ?? whyOther(client),
  'refresh-token': (client) => whyNoRefresh(client) ?? whyOther(client),
  'call-api': whyBound,
}

function whyNoCodes({ grantTypes, dialect }: Client): string | undefined {
  if (dialects[dialect].paths.authorize.length === 0)
    return `Apps of the dialect ${dialect} ask nobody for access: they have only tokens of their own. See “Client credentials”.`
  if (grantTypes.includes('authorization_code')) return undefined
  return 'This app does not ask people for access: its settings do not list the grant type “authorization_code”.'
}

function whyNoTokenOfItsOwn(client: Client): string | undefined {
  if (isPublic(client))
    return 'This app has no secret, so it cannot prove who it is: it has no tokens of its own, only those that a person allows.'
  if (client.grantTypes.includes('client_credentials')) return undefined
  return 'This app has no tokens of its own: its settings do not list the grant type “client_credentials”.'
}

function whyNoRefresh(client: Client): string | undefined {
  const policy = policyOf(client)
  if (whyNoCodes(client) !== undefined)
    return 'This app has no refresh tokens: they come with a person’s access. When its own token expires, it asks for the next one.'
  if (policy.accessTokenSeconds > longestSealedSeconds)
    return 'This app has no refresh tokens: its access tokens live so long that they are kept instead.'
  if (!client.grantTypes.includes('refresh_token'))
    return 'This app has no refresh tokens: its settings do not list the grant type “refresh_token”.'
  if (refreshRuleOf(client, policy) === 'none')
    return 'This app has no refresh tokens: when an access token expires, the person is asked again.'
  return undefined
}

function whyPushed(client: Client): string | undefined {
  if (!mustPush(client, policyOf(client))) return undefined
  return 'This app pushes its requests to the server first (RFC 9126), which these programs do not know. A library for FAPI 2.0 does it for you.'
}

function whyOther(client: Client): string | undefined {
  return whyOtherCredentials(client) ?? whyBound(client)
}

function whyBound(client: Client): string | undefined {
  const { dpopBoundAccessTokens: byProof, tlsClientCertificateBoundAccessTokens: byCertificate } = client
  if (!policyOf(client).senderConstrained && byProof !== true && byCertificate !== true) return undefined
  return 'The tokens of this app are bound to a key of its own, and these programs have none. A library that knows DPoP or mTLS does it for you.'
}

/** The programs send a secret in the body, or none. */
function whyOtherCredentials(client: Client): string | undefined {
  const methods = allowedMethods(client, dialects[client.dialect])
  if (methods.some((method) => method.includes('tls_client_auth')))
    return 'This app proves who it is with a certificate, and these programs know only secrets. A library for OpenID Connect takes the certificate and its key.'
  if (methods.includes('private_key_jwt'))
    return 'This app proves who it is with its key (“private_key_jwt”), and these programs know only secrets. A library for OpenID Connect signs the assertion for you.'
  if (methods.includes('client_secret_post') || methods.includes('none')) return undefined
  return 'This app sends its secret in the header only (“client_secret_basic”), and these programs send it in the body. Let its settings name no method, or “client_secret_post”, to use them.'
}
