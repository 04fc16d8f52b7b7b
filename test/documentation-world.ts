// The world that the documentation's examples speak of: Dana, her home, Warm Rooms, the meter's API.

import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import {
  type ExampleValues,
  exampleValues,
  registeredValues,
} from '../apps/auth-server/src/documentation/example-values.ts'
import { allow, newVisitor } from './sign-in.ts'

export const dana = { email: 'dana@example.com', password: 'a warm hallway in winter' } as const

const deviceScopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write']
const keys = await generateKeyPair('ES256')

export async function documentationDefinition(): Promise<object> {
  const { client_id, client_secret, redirect_uri, phone_client_id, key_client_id } = registeredValues
  const scopes = [...deviceScopes, 'openid', 'profile', 'email', registeredValues.api_scope]
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  const redirectUris = [redirect_uri, 'http://127.0.0.1/callback']
  return {
    accounts: [{ ...dana, roles: ['homeowner', 'developer'], claims: { name: 'Dana Demo' } }],
    clients: [
      {
        clientId: client_id,
        clientSecret: client_secret,
        name: 'Warm Rooms',
        owner: dana.email,
        redirectUris,
        grantTypes,
        scopes,
      },
      { ...readersApp, name: 'My app', redirectUris: ['http://127.0.0.1/callback'], grantTypes },
      {
        clientId: phone_client_id,
        name: 'Warm Rooms on the phone',
        redirectUris: ['http://127.0.0.1/callback'],
      },
      {
        clientId: key_client_id,
        name: 'Warm Rooms with a key',
        grantTypes: ['client_credentials'],
        jwks: { keys: [{ ...(await exportJWK(keys.publicKey)), alg: 'ES256', kid: 'first' }] },
      },
    ],
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
        devices: [{ id: registeredValues.device_id, name: 'Hallway', type: 'thermostat' }],
      },
    ],
  }
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
  const { client_id, phone_client_id, redirect_uri, phone_redirect_uri, api_identifier, api_scope } =
    registeredValues
  const visitor = newVisitor(issuer)
  const connect = async (clientId: string, redirectUri: string, scope: string) => {
    const url = authorizeUrl(clientId, redirectUri, scope)
    const { location } = await allow(visitor, url, dana)
    const code = new URL(location ?? issuer).searchParams.get('code') ?? ''
    return ask(issuer, {
      ...credentialsOf(clientId),
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
  const own = { ...credentialsOf(client_id), grant_type: 'client_credentials' }
  const api = await ask(issuer, { ...own, resource: api_identifier, scope: api_scope })
  return new Map(
    [
      ['access_token', home.access_token],
      ['refresh_token', home.refresh_token],
      ['control token', control.access_token],
      ['openid_token', person.access_token],
      ['id_token', person.id_token],
      ['account_id', claimsOf(person.id_token).sub],
      ['phone_refresh_token', phone.refresh_token],
      ['own_token', (await ask(issuer, own)).access_token],
      ['api_token', api.access_token],
      ['assertion', await assertion(issuer)],
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

function credentialsOf(clientId: string): Record<string, string> {
  const isSecret = clientId === registeredValues.client_id
  return { client_id: clientId, ...(isSecret && { client_secret: registeredValues.client_secret }) }
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

async function assertion(issuer: string): Promise<string> {
  const { key_client_id } = registeredValues
  return new SignJWT({ jti: `once ${process.hrtime.bigint()}` })
    .setProtectedHeader({ alg: 'ES256', kid: 'first' })
    .setIssuer(key_client_id)
    .setSubject(key_client_id)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('1 minute')
    .sign(keys.privateKey)
}
