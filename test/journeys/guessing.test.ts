import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, ben, definition } from '../definition.ts'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { startLatchkey } from '../start-latchkey.ts'

interface Person {
  readonly email: string
  readonly password: string
}

async function tryToSignIn(visitor: Visitor, person: Person): Promise<Response> {
  const page = await (await visitor.get('/login')).text()
  return visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
}

/** Guesses from a browser that the account does not know, until it has to wait; answers every status. */
async function guess(issuer: string, { email }: Person, most: number): Promise<number[]> {
  const stranger = newVisitor(issuer)
  const statuses: number[] = []
  while (statuses.length < most && statuses.at(-1) !== 429) {
    const password = `guess number ${statuses.length}`
    statuses.push((await tryToSignIn(stranger, { email, password })).status)
  }
  return statuses
}

// Waits double from one second, so on a slow machine a wait may be over before the next guess; a later one is not.
test('guesses make an account wait, but neither its owner’s browser nor other accounts', async (t) => {
  const latchkey = await startLatchkey({ definition })
  t.after(() => latchkey.end())
  const { issuer } = latchkey
  const annasBrowser = newVisitor(issuer)
  assert.equal((await tryToSignIn(annasBrowser, anna)).status, 303)
  const statuses = await guess(issuer, anna, 10)
  assert.deepEqual(statuses.slice(0, 5), [403, 403, 403, 403, 403])
  assert.equal(statuses.at(-1), 429)
  assert.equal((await tryToSignIn(annasBrowser, anna)).status, 303)
  assert.equal((await tryToSignIn(newVisitor(issuer), ben)).status, 303)
})

test('a restart gives nobody new guesses', async (t) => {
  const first = await startLatchkey({ definition })
  t.after(() => first.end())
  assert.equal((await guess(first.issuer, anna, 10)).at(-1), 429)
  await first.stop()
  const second = await startLatchkey({ folder: first.folder, port: first.port })
  t.after(() => second.end())
  const statuses = await guess(second.issuer, anna, 5)
  assert.equal(statuses.at(-1), 429, `five guesses were free again: ${statuses}`)
})
