import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { authorizeUrl } from '../attacks/authorization.ts'
import { anna, redirectUri } from '../definition.ts'
import { type Answer, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { allow, newVisitor } from '../sign-in.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const clients = {
  standard: '/oauth2/authorize',
  'nest-web': '/login/oauth2',
  honeywell: '/oauth2/authorize',
  nibe: '/oauth/authorize',
} as const

const values: Readonly<Record<string, string | undefined>> = {
  missing: undefined,
  empty: '',
  'over-long': 'x'.repeat(7_000),
  'a zero byte': 'x\0y',
  'line feeds': 'x\r\nX-Injected: yes\r\n\r\n<html>',
  'a lone surrogate': 'x\ud800y',
  emoji: '💩',
  'a number': '7',
  JSON: '{"a":[1]}',
  'a broken escape': '%ZZ%0d%0a',
  quotes: `"'<>&\\`,
}

const parameters = [
  'client_id',
  'redirect_uri',
  'response_type',
  'state',
  'scope',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'max_age',
  'login_hint',
  'nonce',
  'resource',
  'response_mode',
  'request',
  'request_uri',
]

/** The answer to any authorization request: a page of ours, or a redirect to the registered address and nowhere else. */
function problemsOf({ status, headers, text }: Answer): readonly string[] {
  const location = headers.get('location')
  const isPage = headers.get('content-type')?.startsWith('text/html') === true
  const checks = {
    'a status of the server': status >= 500,
    'an unknown status': ![200, 302, 303, 400].includes(status),
    'goes elsewhere': location !== null && !location.startsWith(`${redirectUri}?`),
    'a code for nobody': location !== null && /[?&]code=/.test(location),
    'a raw line feed': location !== null && /[\r\n\0]/.test(location),
    'an injected header': headers.has('x-injected'),
    'neither page nor redirect': location === null && !isPage,
    'an error page without its hook': status === 400 && !text.includes('id="oauth-error"'),
    'a redirect without a sentence':
      location !== null && !new URL(location).searchParams.get('error_description')?.includes(' '),
    'may be cached': headers.get('cache-control') !== 'no-store',
  }
  return Object.entries(checks).flatMap(([problem, isSo]) => (isSo ? [problem] : []))
}

for (const [clientId, path] of Object.entries(clients)) {
  test(`${path} for ${clientId}: every fault of every parameter is a page or a redirect home`, async () => {
    const complaints: string[] = []
    for (const name of parameters) {
      for (const [fault, value] of Object.entries(values)) {
        const url = authorizeUrl({ client_id: clientId, [name]: value }, path)
        const problems = problemsOf(await server.get(url, { accept: 'text/html' }))
        if (problems.length > 0) complaints.push(`${name} ${fault}: ${problems.join(', ')}`)
      }
      const twice = `${authorizeUrl({ client_id: clientId, [name]: 'x' }, path)}&${name}=x`
      const { status, headers } = await server.get(twice, { accept: 'text/html' })
      const isTold = status === 400 && headers.get('location') === null
      // Only `resource` may come twice (RFC 8707 §2).
      if (!isTold && name !== 'resource') complaints.push(`${name} twice: ${status}`)
    }
    assert.deepEqual(complaints, [])
  })

  test(`${path} for ${clientId}: the same by POST`, async () => {
    for (const [fault, value] of Object.entries(values)) {
      for (const name of ['client_id', 'redirect_uri', 'state']) {
        const url = new URL(authorizeUrl({ client_id: clientId, [name]: value }, path), server.issuer)
        const answer = await server.post(path, Object.fromEntries(url.searchParams))
        assert.ok(answer.status === 303 || answer.status === 400, `${name} ${fault}: ${answer.status}`)
        const next = answer.headers.get('location')
        if (next === null) continue
        assert.ok(next.startsWith('/'), next)
        // A long request becomes a URL that Node itself refuses (431).
        const { status } = await server.get(next, { accept: 'text/html' })
        assert.ok(status < 500, `${name} ${fault}: ${status}`)
      }
    }
  })
}

test('an unknown client, and an API, is a page', async () => {
  for (const clientId of ['nobody', 'meter-api', 'STANDARD', ' standard', 'standard\0', 'gogox']) {
    const { status, headers, text } = await server.get(authorizeUrl({ client_id: clientId }), {
      accept: 'text/html',
    })
    assert.deepEqual([status, headers.get('location')], [400, null])
    assert.match(text, /id="oauth-error"/)
  }
})

const states = {
  'eight kilobytes': `${'x'.repeat(8_180)} +%20&=#"`,
  'line feeds': 'x\r\nX-Injected: yes\r\n\r\n<script>',
  'a zero byte': 'a\0b',
  emoji: '💩🏠',
  'what looks like parameters': '&code=stolen&error=x#fragment',
}

for (const [name, state] of Object.entries(states)) {
  test(`a state of ${name} comes back unchanged, with the code and with an error`, async () => {
    const { location } = await allow(newVisitor(server.issuer), authorizeUrl({ state }), anna)
    const returned = new URL(location ?? '')
    assert.equal(returned.searchParams.get('state'), state)
    assert.equal(returned.searchParams.getAll('code').length, 1)
    const refused = await server.get(authorizeUrl({ state, prompt: 'none' }))
    assert.equal(new URL(refused.headers.get('location') ?? '').searchParams.get('state'), state)
    assert.ok(!refused.headers.has('x-injected'))
  })
}

test('a program at /login/oauth2 hears the vendor’s JSON, a person sees a page', async () => {
  const url = authorizeUrl({ client_id: 'nest-web', redirect_uri: 'https://evil.example/' }, '/login/oauth2')
  const program = await server.get(url, { accept: '*/*' })
  assert.equal(program.status, 400)
  assert.deepEqual(program.json, {
    error: 'input_data_error',
    error_description: 'redirect_uri not pre-registered',
  })
  const person = await server.get(url, { accept: 'text/html,*/*' })
  assert.match(person.text, /id="oauth-error"/)
})

test('an error page has an id that the log has too', async () => {
  const { text } = await server.get(authorizeUrl({ client_id: 'nobody' }), { accept: 'text/html' })
  const ids = [...server.running.output.stderr.matchAll(/"errorId":"([^"]+)"/g)].map(([, id]) => id ?? '')
  assert.ok(ids.some((id) => text.includes(id)))
})
