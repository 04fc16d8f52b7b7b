// What the suite does in the name of one client of FAPI 2.0: it pushes, sends a tester, redeems, refreshes and reads.

import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { codeChallengeOf } from '@latchkey/protocol'
import { SignJWT } from 'jose'
import type { Issued } from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { type DpopKey, newKey, proofFor } from '../oidc/dpop.ts'
import type { TlsAnswer } from '../oidc/mtls-server.ts'
import { allow, newVisitor, type Visitor } from '../sign-in.ts'
import { algorithmOf, callback, type Suite, type SuiteClient, tester } from './suite.ts'

export type Form = Readonly<Record<string, string>>
export type Changes = Readonly<Record<string, string | undefined>>

/** What is sent otherwise than the client would; `undefined` for what it leaves out. */
export interface How {
  /** The key of the DPoP proof. */
  readonly proofKey?: DpopKey | undefined
  readonly certificate?: Issued | undefined
  /** In the place of what authenticates it. */
  readonly authentication?: Form
  readonly headers?: Form
  readonly method?: string
}

export interface ClientDriver {
  readonly client: SuiteClient
  readonly clientId: string
  readonly verifier: string
  /** Of DPoP; other clients have no use for it. */
  readonly dpopKey: DpopKey
  readonly isBoundByDpop: boolean
  /** What authenticates it in a form. */
  authentication(changes?: object, header?: object): Promise<Form>
  parameters(changes?: Changes): Form
  /** To the endpoint for pushed requests; without a proof unless told so. */
  push(form: Form, how?: How): Promise<TlsAnswer>
  /** Where a tester is sent who answers a request. */
  answer(request: Form, decision?: 'accept' | 'deny', visitor?: Visitor): Promise<URL>
  /** The code that a tester allows for a request that was pushed. */
  code(changes?: Changes): Promise<string>
  redemption(code: string, changes?: Changes): Form
  token(form: Form, how?: How): Promise<TlsAnswer>
  /** A read at an API, with the token in the header and with proof or certificate. */
  read(path: string, token: string, how?: How & { readonly scheme?: string }): Promise<TlsAnswer>
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export async function driverOf(
  suite: Suite,
  clientId: string,
  redirectUri = callback,
): Promise<ClientDriver> {
  const client = suite.client(clientId)
  const verifier = randomBytes(32).toString('base64url')
  const isBoundByDpop = client.dpopBoundAccessTokens === true
  const wire = wireOf(suite, client, await newKey(isBoundByDpop ? 'ES256' : 'PS256'), isBoundByDpop)
  const parameters: ClientDriver['parameters'] = (changes = {}) =>
    present({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'openid structures:read',
      state: randomBytes(7).toString('base64url'),
      nonce: randomBytes(7).toString('base64url'),
      code_challenge: codeChallengeOf(verifier),
      code_challenge_method: 'S256',
      ...changes,
    })
  const answer: ClientDriver['answer'] = async (request, decision, visitor = newVisitor(suite.issuer)) => {
    const url = `/oauth2/authorize?${new URLSearchParams(request)}`
    const { location, page } = await allow(visitor, url, tester, decision)
    return new URL(location ?? assert.fail(page))
  }
  return {
    ...{ client, clientId, verifier, isBoundByDpop, parameters, answer, ...wire },
    code: async (changes) => {
      const { status, json, text } = await wire.push(parameters(changes))
      assert.equal(status, 201, text)
      const to = await answer({ client_id: clientId, request_uri: String(json.request_uri) })
      return to.searchParams.get('code') ?? assert.fail(to.href)
    },
    redemption: (code, changes = {}) =>
      present({
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code_verifier: verifier,
        code,
        ...changes,
      }),
  }
}

type Wire = Pick<ClientDriver, 'dpopKey' | 'authentication' | 'push' | 'token' | 'read'>

function wireOf(suite: Suite, client: SuiteClient, dpopKey: DpopKey, isBoundByDpop: boolean): Wire {
  const { clientId, certificate } = client
  const showsCertificate = client.tokenEndpointAuthMethod?.includes('tls') ?? false
  const isAtAliases = showsCertificate || !isBoundByDpop
  const origin = isAtAliases ? suite.mtlsIssuer : suite.issuer
  const port = isAtAliases ? suite.mtlsPort : suite.port
  const authentication: Wire['authentication'] = (changes, header) =>
    showsCertificate ? Promise.resolve({ client_id: clientId }) : assertionOf(suite, client, changes, header)
  const own = { certificate, proofKey: isBoundByDpop ? dpopKey : undefined }
  const post = async (path: string, form: Form, how: How) => {
    const sent = { ...(how.authentication ?? (await authentication())), ...form }
    const client = how.certificate
    const send = async (nonce?: string) => {
      const proof = how.proofKey && (await proofFor(how.proofKey, { url: origin + path, nonce }))
      const headers = { ...how.headers, ...(proof !== undefined && { dpop: proof }) }
      return suite.ask(path, { form: sent, headers, client, port })
    }
    return oneMore(send)
  }
  return {
    dpopKey,
    authentication,
    push: (form, how = {}) =>
      post('/oauth2/par', form, { certificate: showsCertificate ? certificate : undefined, ...how }),
    token: (form, how = {}) => post('/oauth2/token', form, { ...own, ...how }),
    read: (path, token, { scheme = isBoundByDpop ? 'DPoP' : 'Bearer', ...how } = {}) => {
      const { proofKey, certificate: client } = { ...own, ...how }
      const url = (isBoundByDpop ? suite.issuer : suite.mtlsIssuer) + path
      return oneMore(async (nonce) => {
        const target = { url, method: 'GET', accessToken: token, nonce }
        const proof = proofKey && (await proofFor(proofKey, target))
        const headers = {
          authorization: `${scheme} ${token}`,
          ...how.headers,
          ...(proof !== undefined && { dpop: proof }),
        }
        return suite.ask(path, { headers, ...(isBoundByDpop ? { port: suite.port } : { client }) })
      })
    },
  }
}

/** The suite repeats a request once, with the nonce that it was told. */
async function oneMore(send: (nonce?: string) => Promise<TlsAnswer>): Promise<TlsAnswer> {
  const first = await send()
  const nonce = first.headers['dpop-nonce']
  return first.json.error === 'use_dpop_nonce' && typeof nonce === 'string' ? send(nonce) : first
}

async function assertionOf(
  { issuer }: Suite,
  { clientId, key }: SuiteClient,
  changes: object = {},
  header: object = {},
): Promise<Form> {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: clientId, sub: clientId, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60 }
  const assertion = await new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: algorithmOf(clientId), kid: clientId, ...header })
    .sign(key ?? assert.fail())
  return { client_assertion_type: assertionType, client_assertion: assertion }
}

function present(all: Changes): Form {
  const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Object.fromEntries(kept)
}
