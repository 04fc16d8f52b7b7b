import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { authorizeUrl } from '../attacks/authorization.ts'
import { anna } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const odd = {
  empty: '',
  'over-long': 'x'.repeat(17_000),
  'a zero byte': '\0',
  'a line feed': 'x\r\nX-Injected: yes',
  emoji: '💩',
  'an array': '["x"]',
  'half a surrogate': 'x\ud800',
}

interface PageForm {
  readonly path: string
  readonly fields: readonly string[]
}

const forms: readonly PageForm[] = [
  { path: '/login', fields: ['form_token', 'request', 'email', 'password', 'decision'] },
  { path: '/consent', fields: ['form_token', 'request', 'decision'] },
  { path: '/logout', fields: ['form_token', 'request', 'decision'] },
  { path: '/reset', fields: ['form_token', 'request', 'password', 'password_again'] },
]

/** A browser on the sign-in page, and what its form holds. */
async function onLoginPage() {
  const visitor = newVisitor(server.issuer)
  const page = await (await visitor.get(authorizeUrl())).text()
  return {
    visitor,
    fields: { ...hiddenFields(page, 'login-form'), email: anna.email, password: 'wrong password' },
  }
}

async function assertHelpful(response: Response, what: string): Promise<void> {
  const text = await response.text()
  assert.ok(response.status < 500, `${what}: ${response.status}`)
  assert.ok(!response.headers.has('x-injected'), what)
  const { status, headers } = response
  if (status >= 300 && status < 400) return assert.match(headers.get('location') ?? '', /^[/h]/)
  assert.match(headers.get('content-type') ?? '', /^text\/html/, what)
  assert.match(text, /<h1>[^<]/, what)
}

for (const { path, fields } of forms) {
  test(`POST ${path}: no field, odd fields and fields that came twice are answered by a page`, async () => {
    for (const name of fields) {
      for (const [fault, value] of Object.entries(odd)) {
        const { visitor, fields: good } = await onLoginPage()
        await assertHelpful(await visitor.post(path, { ...good, [name]: value }), `${name} ${fault}`)
      }
      const { visitor, fields: good } = await onLoginPage()
      const { [name]: _, ...rest }: Record<string, string> = good
      await assertHelpful(await visitor.post(path, rest), `no ${name}`)
    }
  })

  test(`POST ${path}: other bodies and other origins are answered by a page`, async () => {
    const bodies: readonly (readonly [string, string])[] = [
      ['application/json', '{"email":"x"}'],
      ['application/json', '{'],
      ['multipart/form-data; boundary=x', '--x\r\n\r\n--x--'],
      ['text/plain', 'form_token=x'],
      ['application/x-www-form-urlencoded', '%ff%fe&=&&%=%ZZ'],
      ['application/x-www-form-urlencoded', 'form_token=a&form_token=b&form_token[]=c'],
    ]
    for (const [type, body] of bodies) {
      const init = { method: 'POST', headers: { 'content-type': type }, body, redirect: 'manual' } as const
      await assertHelpful(await fetch(server.issuer + path, init), `${type} ${body}`)
    }
    const { visitor, fields: good } = await onLoginPage()
    const foreign = await visitor.post(path, good, { origin: 'https://evil.example' })
    assert.equal(foreign.status, 403)
    await assertHelpful(foreign, 'another origin')
  })

  test(`POST ${path} with 65 KiB is 413`, async () => {
    const body = new URLSearchParams({ email: 'x'.repeat(70_000) })
    const response = await fetch(server.issuer + path, { method: 'POST', body })
    assert.equal(response.status, 413)
    await assertHelpful(response, '65 KiB')
  })
}

test('odd cookies are no cookies', async () => {
  const cookies = [
    'latchkey_session=',
    'latchkey_session=%00',
    'latchkey_session=x; latchkey_session=y',
    ';;=;',
    'latchkey_browser=%ff%fe',
    'latchkey_known=💩'.replace('💩', '%F0%9F'),
    `latchkey_browser=${'x'.repeat(3_000)}`,
  ]
  for (const cookie of cookies) {
    for (const path of ['/', '/login', '/logout', authorizeUrl(), authorizeUrl({ prompt: 'none' })]) {
      const { status } = await server.get(path, { cookie, accept: 'text/html' })
      assert.ok(status < 400, `${cookie} ${path}: ${status}`)
    }
  }
})
