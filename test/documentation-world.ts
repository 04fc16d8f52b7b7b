// The world that the documentation's examples speak of: Dana, her home, Warm Rooms in all its forms, the meter's API.

import {
  type ExampleValues,
  exampleValues,
  registeredValues,
} from '../apps/auth-server/src/documentation/example-values.ts'
import { appJwks, assertion } from './documentation-keys.ts'
import { allow, newVisitor } from './sign-in.ts'

export const dana = { email: 'dana@example.com', password: 'a warm hallway in winter' } as const

/** Where Warm Rooms is, as the pages write it. */
export const appOrigin = 'https://warm-rooms.example'

const deviceScopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write']
const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']

/** `hearsAt` is the origin where the app hears what the server sends it, when somebody listens. */
export async function documentationDefinition(hearsAt = appOrigin): Promise<object> {
  return {
    accounts: [{ ...dana, roles: ['homeowner', 'developer'], claims: { name: 'Dana Demo' } }],
    clients: [...warmRooms(hearsAt), ...(await warmRoomsWithKeys())],
    apis: [
      {
        id: registeredValues.api_id,
        identifier: registeredValues.api_identifier,
        name: 'Meter',
        secret: registeredValues.api_secret,
        tokenFormat: 'sealed',
        scopes: [registeredValues.api_scope],
      },
    ],
    scopes: [{ name: registeredValues.api_scope, title: 'Read your meter' }],
    structures: [
      {
        id: registeredValues.home_id,
        name: 'Demo home',
        owner: dana.email,
        timeZone: 'Europe/Stockholm',
        rooms: [
          { id: 'hallway', name: 'Hallway' },
          { id: 'attic', name: 'Attic' },
        ],
        devices: [{ id: registeredValues.device_id, name: 'Hallway', type: 'thermostat', room: 'hallway' }],
      },
    ],
  }
}

/** With a secret, or with nothing to show. */
function warmRooms(hearsAt: string): readonly object[] {
  const { client_id, client_secret, redirect_uri, signed_out_uri, phone_client_id } = registeredValues
  const { web_client_id, web_secret } = registeredValues
  const identity = ['openid', 'profile', 'email']
  const scopes = [...deviceScopes, ...identity, registeredValues.api_scope]
  const onDevice = 'http://127.0.0.1/callback'
  return [
    {
      ...{ clientId: client_id, clientSecret: client_secret, name: 'Warm Rooms', owner: dana.email },
      redirectUris: [redirect_uri, onDevice],
      postLogoutRedirectUris: [signed_out_uri],
      backchannelLogoutUri: `${hearsAt}/backchannel-logout`,
      ...{ grantTypes, scopes },
    },
    {
      ...{
        clientId: web_client_id,
        clientSecret: web_secret,
        name: 'Warm Rooms on the web',
        scopes: identity,
      },
      redirectUris: [redirect_uri],
      frontchannelLogoutUri: `${appOrigin}/frontchannel-logout`,
    },
    { ...readersApp, name: 'My app', redirectUris: [onDevice], grantTypes },
    { clientId: phone_client_id, name: 'Warm Rooms on the phone', redirectUris: [onDevice] },
  ]
}

async function warmRoomsWithKeys(): Promise<readonly object[]> {
  const { key_client_id, fapi_client_id, messages_client_id, redirect_uri } = registeredValues
  const jwks = await appJwks()
  const common = {
    redirectUris: [redirect_uri],
    grantTypes,
    jwks,
    tokenEndpointAuthMethod: 'private_key_jwt',
  }
  const scopes = [...deviceScopes, 'openid', 'profile', 'email', registeredValues.api_scope]
  return [
    {
      ...{ clientId: key_client_id, name: 'Warm Rooms with a key', ...common, scopes },
      idTokenSignedResponseAlg: 'ES256',
      userinfoSignedResponseAlg: 'ES256',
    },
    { clientId: fapi_client_id, name: 'Warm Rooms, safe', ...common, scopes, policy: 'fapi2' },
    {
      ...{ clientId: messages_client_id, name: 'Warm Rooms, signed', ...common, scopes, policy: 'fapi2' },
      requireSignedRequestObject: true,
      authorizationSignedResponseAlg: 'ES256',
    },
  ]
}

/** The app that a reader of the quick start registers. */
export const readersApp = { clientId: 'my-app', clientSecret: 'the-secret-of-my-app' } as const

/** Examples that are handed out while a page is played stay between double braces; the others read as on the page. */
export const exampleMarkers: ExampleValues = Object.fromEntries(
  Object.keys(exampleValues).map((name) => [
    name,
    Object.hasOwn(registeredValues, name) ? Object(registeredValues)[name] : `{{${name}}}`,
  ]),
) as ExampleValues

type Remembered = Map<string, string>

/** What a page takes for granted: connections that were made before, and what came of them. */
export async function handedOutBefore(issuer: string): Promise<Remembered> {
  const { client_id, phone_client_id, key_client_id, redirect_uri, phone_redirect_uri } = registeredValues
  const { api_identifier, api_scope } = registeredValues
  const visitor = newVisitor(issuer)
  const connect = async (clientId: string, redirectUri: string, scope: string) => {
    const url = authorizeUrl(clientId, redirectUri, scope)
    const { location } = await allow(visitor, url, dana)
    const code = new URL(location ?? issuer).searchParams.get('code') ?? ''
    return ask(issuer, {
      ...(await credentialsOf(issuer, clientId)),
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: registeredValues.code_verifier,
    })
  }
  const home = await connect(client_id, redirect_uri, 'structures:read devices:read')
  const control = await connect(phone_client_id, phone_redirect_uri, deviceScopes.join(' '))
  const person = await connect(client_id, redirect_uri, 'openid profile email')
  const phone = await connect(phone_client_id, phone_redirect_uri, 'devices:read')
  const signed = await connect(key_client_id, redirect_uri, 'openid email')
  const own = { ...(await credentialsOf(issuer, client_id)), grant_type: 'client_credentials' }
  const api = await ask(issuer, { ...own, resource: api_identifier, scope: api_scope })
  return new Map(
    [
      ['access_token', home.access_token],
      ['refresh_token', home.refresh_token],
      ['control token', control.access_token],
      ['openid_token', person.access_token],
      ['signed_openid_token', signed.access_token],
      ['id_token', person.id_token],
      ['account_id', claimsOf(person.id_token).sub],
      ['phone_refresh_token', phone.refresh_token],
      ['own_token', (await ask(issuer, own)).access_token],
      ['api_token', api.access_token],
    ].map(([name, value]) => [String(name), String(value)]),
  )
}

function authorizeUrl(clientId: string, redirectUri: string, scope: string): string {
  return `/oauth2/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state: registeredValues.state,
    nonce: registeredValues.nonce,
    code_challenge: registeredValues.code_challenge,
    code_challenge_method: 'S256',
  })}`
}

async function credentialsOf(issuer: string, clientId: string): Promise<Record<string, string>> {
  const { client_id, client_secret, key_client_id } = registeredValues
  if (clientId === client_id) return { client_id, client_secret }
  if (clientId !== key_client_id) return { client_id: clientId }
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return { client_assertion_type: type, client_assertion: await assertion(issuer, clientId) }
}

async function ask(issuer: string, form: Record<string, string>): Promise<Record<string, string>> {
  const answer = await fetch(`${issuer}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })
  if (answer.status !== 200) throw new Error(await answer.text())
  return Object(await answer.json())
}

/** What stands in a JWT, not checked. */
export function claimsOf(jwt: string | undefined): Record<string, string> {
  return JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString())
}
