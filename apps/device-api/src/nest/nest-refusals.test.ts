import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { VerificationUnavailable } from '@latchkey/resource-kit'
import { DatabaseUnavailable } from '@latchkey/sql'
import { createDeviceApi } from '../device-api.ts'
import { usualRates } from '../limits/rate.ts'
import { begin } from '../test-homes.testing.ts'
import { assertNestError, type NestTestApi, openNestApi } from './nest-homes.testing.ts'

// What is refused before anything is read, and what breaks on our side.

let api: NestTestApi
let fails: Error | undefined
const logged: string[] = []

before(async () => {
  api = await openNestApi()
})
after(() => api.close())

async function ask(token: string, path: string, init: RequestInit = {}) {
  const { store } = api
  const app = createDeviceApi({
    origin: 'http://localhost',
    verify: async (text) => {
      if (text === 'unsure') throw new VerificationUnavailable('lost')
      return api.tokens[text]
    },
    store: {
      ...store,
      listStructures: async (owner) => {
        if (fails !== undefined) throw fails
        return store.listStructures(owner)
      },
    },
    allowsTokenInQuery: ({ clientId }) => clientId !== 'app',
    now: () => begin,
    rates: { ...usualRates, nest: { requests: 2, seconds: 60 } },
    log: { error: (_, message) => void logged.push(message) },
  })
  const send = async () => {
    const headers = token === '' ? {} : { Authorization: `Bearer ${token}` }
    const response = await app.request(path, { ...init, headers: { ...headers, ...init.headers } })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: JSON.parse(text) }
  }
  return { first: await send(), second: await send(), third: await send() }
}

const unauthorized = { status: 401, fragment: 'auth-error', error: 'unauthorized' }

test('no token, a bad one, and another scheme are unauthorized', async () => {
  assertNestError((await ask('', '/devices')).first, unauthorized)
  assertNestError((await ask('wrong', '/structures')).first, unauthorized)
  const basic = { headers: { Authorization: 'Basic YW5uYTo=' } }
  const { first } = await ask('', '/metadata', basic)
  assertNestError(first, unauthorized)
  assert.equal(first.headers.get('WWW-Authenticate'), 'Bearer realm="devices"')
})

test('who asks too often is blocked, and told for how long', async () => {
  const { second, third } = await ask('anna', '/structures/lodge/away')
  assert.equal(second.status, 200)
  assertNestError(third, { status: 429, fragment: 'blocked', error: 'blocked' })
  assert.equal(third.headers.get('Retry-After'), '30')
})

test('a token that cannot be checked, and a lost database, are 503 with Retry-After', async () => {
  const unsure = (await ask('unsure', '/devices')).first
  assert.deepEqual([unsure.status, unsure.headers.get('Retry-After')], [503, '1'])
  assert.match(unsure.json.type, /#service-unavailable$/)
  fails = new DatabaseUnavailable('lost')
  const lost = (await ask('anna', '/devices')).first
  fails = undefined
  assert.deepEqual([lost.status, lost.headers.get('Retry-After')], [503, '1'])
  assert.match(lost.json.type, /#service-unavailable$/)
})

test('a fault is logged, and says nothing', async () => {
  fails = new Error('secret')
  const { first } = await ask('anna', '/devices')
  fails = undefined
  assert.equal(first.status, 500)
  assert.match(first.json.type, /#internal-error$/)
  assert.doesNotMatch(first.text, /secret/)
  assert.deepEqual(logged.slice(0, 1), ['the device API has a fault'])
})

test('a token in the URL counts for those who are allowed it, and only one token counts', async () => {
  api.tokens.query = { ...(api.tokens.anna ?? assert.fail()), clientId: 'may' }
  assert.equal((await ask('', '/structures/lodge/away?auth=query')).first.json, 'home')
  const several = await ask('', '/structures?auth=query&auth=query')
  assert.equal(several.first.status, 400)
  assert.equal((await ask('query', '/structures?auth=query')).first.status, 400)
  assertNestError((await ask('', '/structures?auth=')).first, unauthorized)
  assert.equal((await ask('', '/structures?access_token=query')).first.status, 400)
})
