import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Client } from '../../apps/auth-server/src/store/records.ts'
import { newKey, proofFor } from '../oidc/dpop.ts'
import {
  anna,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
  urlOf,
  verifier,
} from '../oidc/request-world.ts'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'

// A client is moved from one policy to another, or loses something, while a pushed request is under way: what counts is now.

let world: RequestWorld
let client: Client
before(async () => {
  world = await startRequestWorld()
  client = (await world.server.store.findClient('fapi')) ?? assert.fail()
})
after(() => world.end())
beforeEach(() => become({}))

/** The store was opened beside the server, which looks for changes three times a second. */
const seenByTheServer = () => new Promise((resolve) => setTimeout(resolve, 700))

async function become(more: Partial<Client>): Promise<void> {
  await world.server.store.saveClient({ ...client, ...more })
  await seenByTheServer()
}

interface Journey {
  readonly visitor: Visitor
  accept(): Promise<Response>
}

/** As far as the question, whose form may be sent any number of times. */
async function begun(): Promise<Journey> {
  const visitor = newVisitor(world.issuer)
  const request = urlOf({ client_id: 'fapi', request_uri: await world.pushed('fapi') })
  const page = await (await visitor.get(request)).text()
  const signedIn = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...anna })
  const question = await (await visitor.get(signedIn.headers.get('location') ?? '')).text()
  const fields = hiddenFields(question, 'consent-form')
  assert.ok(fields.request)
  return { visitor, accept: () => visitor.post('/consent', { ...fields, decision: 'accept' }) }
}

const answerOf = (response: Response) => {
  const location = response.headers.get('location')
  return location === null ? undefined : new URL(location).searchParams
}

describe('under way', () => {
  test('its redirect URI is taken away: a page, and nobody is sent there', async () => {
    const { accept } = await begun()
    await become({ redirectUris: ['https://app.example.com/other'] })
    assert.deepEqual([(await accept()).status, answerOf(await accept())], [400, undefined])
  })

  test('it has to sign its requests from now on', async () => {
    const { accept } = await begun()
    await become({ requireSignedRequestObject: true })
    assert.equal(answerOf(await accept())?.get('error'), 'invalid_request')
  })

  test('it is suspended, and goes on when it is restored', async () => {
    const { accept } = await begun()
    await world.server.store.setClientState('fapi', 'suspended')
    await seenByTheServer()
    assert.deepEqual([(await accept()).status, answerOf(await accept())], [400, undefined])
    await world.server.store.setClientState('fapi', 'active')
    await seenByTheServer()
    assert.ok(answerOf(await accept())?.has('code'))
  })

  test('a plain request that was sealed for another page does not pass for a pushed one', async () => {
    const body = new URLSearchParams(world.parameters('fapi'))
    const sealed = await world.server.send('/oauth2/logout', { method: 'POST', body })
    const url = (sealed.headers.get('location') ?? assert.fail()).replace('/logout', '/authorize')
    const { headers } = await world.server.get(url)
    assert.match(headers.get('location') ?? '', /error=invalid_request/)
  })

  test('five answers at once are one code', async () => {
    const { accept } = await begun()
    const answers = await Promise.all(Array.from({ length: 5 }, accept))
    assert.equal(answers.filter((answer) => answerOf(answer)?.has('code')).length, 1)
  })
})

test('what began under a weaker policy is refreshed by the rules of the stronger one', async () => {
  const { accept } = await begun()
  const code = answerOf(await accept())?.get('code') ?? assert.fail()
  const ask = async (form: Readonly<Record<string, string>>, headers = {}) =>
    world.server.post('/oauth2/token', { ...(await world.credentials('fapi')), ...form }, headers)
  await become({ policy: 'default' })
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
  const bearer = await ask(form)
  assert.deepEqual([bearer.status, bearer.json.token_type], [200, 'Bearer'], bearer.text)
  await become({})
  const refresh = { grant_type: 'refresh_token', refresh_token: String(bearer.json.refresh_token) }
  assert.equal((await ask(refresh)).status, 400)
  const [key, url] = [await newKey(), `${world.issuer}/oauth2/token`]
  const asked = await ask(refresh, { dpop: await proofFor(key, { url }) })
  assert.equal(asked.json.error, 'use_dpop_nonce')
  const nonce = asked.headers.get('dpop-nonce') ?? assert.fail()
  const bound = await ask(refresh, { dpop: await proofFor(key, { url, nonce }) })
  assert.deepEqual([bound.status, bound.json.token_type], [200, 'DPoP'], bound.text)
})
