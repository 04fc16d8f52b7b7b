import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createAuthServer } from '../../apps/auth-server/src/app.ts'
import { openTestServer, type TestServer } from '../../apps/auth-server/src/open-test-server.testing.ts'
import { notPages, pages } from './pages.ts'

let opened: TestServer | undefined
before(async () => {
  opened = await openTestServer()
})
after(() => opened?.close())

const running = () => opened ?? assert.fail('the server is not open')

/** Every path that answers a GET; `*` stands for those that lead nowhere. */
function routes(): readonly string[] {
  const { routes } = createAuthServer(running().server)
  const paths = routes.filter(({ method }) => method === 'GET' || method === 'ALL').map(({ path }) => path)
  return [...new Set(paths.map((path) => (path === '/*' ? '*' : path)))]
}

test('every route that answers a page is in the table of pages, and every other says what it answers', () => {
  const known = new Set([...pages.map(({ route }) => route), ...Object.keys(notPages)])
  assert.deepEqual(
    routes().filter((path) => !known.has(path)),
    [],
    'add an entry to pages.ts (or, if it answers programs, to notPages)',
  )
})

test('every entry is of a route that is there', () => {
  const there = routes()
  const named = [...pages.map(({ route }) => route), ...Object.keys(notPages)]
  assert.deepEqual(
    named.filter((route) => !there.includes(route)),
    [],
  )
})

test('no two entries have one name, and no route is a page and none', () => {
  const names = pages.map(({ name }) => name)
  assert.deepEqual(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
  )
  assert.deepEqual(
    pages.map(({ route }) => route).filter((route) => Object.hasOwn(notPages, route)),
    [],
  )
})

test('what is said to be no page answers no page', async () => {
  const app = createAuthServer(running().server)
  for (const path of Object.keys(notPages).filter((route) => !/[:*]/.test(route))) {
    const answer = await app.request(path, { headers: { accept: 'text/html' } })
    const isPage = answer.status === 200 && /html/.test(answer.headers.get('content-type') ?? '')
    assert.ok(!isPage, `${path} answers a page`)
  }
})
