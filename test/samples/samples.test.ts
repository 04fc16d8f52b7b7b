import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, type TestContext, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { anna } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { allow, allowedCode, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority, readCertificate, type TestAuthority } from '../test-authority.ts'
import { type Language, languages, runSample, sampleText } from './run-sample.ts'
import { sendOverTls } from './send-over-tls.ts'

// The vendors' own samples over TLS, with nothing replaced but their placeholders, the host and, where it is fixed, the port.

const declarationFile = new URL('../../packages/dialects/src/recorded/declaration.json', import.meta.url)

let authority: TestAuthority
let latchkey: RunningLatchkey
let host: string

before(async () => {
  authority = makeTestAuthority()
  setDefaultCACertificates([...getCACertificates('default'), readCertificate(authority)])
  const port = await freePort()
  host = `localhost:${port}`
  const env = { ...authority.serverEnv, LATCHKEY_ISSUER: `https://${host}` }
  latchkey = await startLatchkey({ port, env })
  await latchkey.apply(JSON.parse(readFileSync(declarationFile, 'utf8')), '--weak')
})
after(async () => {
  await latchkey?.end()
  authority?.end()
})

const bearer = async (path: string, token: string): Promise<unknown> => {
  const response = await fetch(new URL(path, latchkey.issuer), {
    headers: { authorization: `Bearer ${token}` },
  })
  assert.equal(response.status, 200)
  return response.json()
}

async function opensNoHome(token: string): Promise<void> {
  assert.deepEqual(await bearer('/v1/structures', token), { structures: [] })
}

describe('Nest (seeds 000 and 001)', () => {
  const clientId = '0b5e8c1d-7a1f-4c3e-9d52-6f1f0a2b3c4d'
  const samples: readonly (readonly [file: string, languages: readonly Language[], port?: string])[] = [
    ['001/curl.txt', [languages.curl]],
    ['001/requests.py.txt', [languages.pythonRequests, languages.debianPythonRequests]],
    ['001/http-client.py.txt', [languages.python]],
    ['001/node.js.txt', [languages.node], '"port": null'],
  ]
  for (const [file, candidates, fixedPort] of samples) {
    test(file, async (t) => {
      const url = `/login/oauth2?client_id=${clientId}&state=STATE`
      const [hostname = '', port] = host.split(':')
      const text = sampleText(file, {
        AUTH_CODE: await allowedCode(newVisitor(latchkey.issuer), url, anna),
        CLIENT_ID: clientId,
        CLIENT_SECRET: 'nestSecretOfTwentyFiveAbc',
        'api.home.nest.com': fixedPort === undefined ? host : hostname,
        ...(fixedPort !== undefined && { [fixedPort]: `"port": ${port}` }),
      })
      const printed = await runSample(t, authority, candidates, text)
      if (printed === undefined) return
      const answer = JSON.parse(printed)
      assert.deepEqual(Object.keys(answer), ['access_token', 'expires_in'])
      assert.match(answer.access_token, /^c\.[A-Za-z0-9]{40,}$/)
      assert.equal(answer.expires_in, 315_360_000)
      await opensAnnasHome(answer.access_token)
    })
  }

  async function opensAnnasHome(token: string): Promise<void> {
    const list = (await bearer('/v1/structures', token)) as { structures: { id: string; name: string }[] }
    assert.deepEqual(
      list.structures.map(({ id, name }) => [id, name]),
      [['annas-home', 'Annas hus']],
    )
  }
})

describe('Honeywell (seed 002)', () => {
  test('002/curl.txt', async (t) => {
    const printed = await runSample(
      t,
      authority,
      [languages.curl],
      sampleText('002/curl.txt', { 'api.honeywell.com': host }),
    )
    if (printed === undefined) return
    const { access_token, issued_at, ...others } = JSON.parse(printed)
    assert.match(access_token, /^[A-Za-z0-9]{100,}$/)
    assert.match(issued_at, /^\d{13}$/)
    assert.deepEqual(others, {
      refresh_token_expires_in: '0',
      api_product_list: '[Basic Plan]',
      organization_name: 'connectedhome',
      'developer.email': 'anna@example.com',
      token_type: 'BearerToken',
      client_id: '123abc',
      application_name: 'b1bd4907-924a-4470-a641-0effeb279834',
      scope: 'user',
      expires_in: '3599',
      refresh_count: '0',
      status: 'approved',
    })
    await opensNoHome(access_token)
  })
})

describe('GOGOX (seed 003)', () => {
  const text = (file: string) =>
    sampleText(file, {
      '<<api_base_path>>': host,
      '<<client_id>>': 'gogox',
      '<<client_secret>>': 'a-long-secret-for-gogox',
    })

  test('003/curl.txt', async (t) => {
    const printed = await runSample(t, authority, [languages.curl], text('003/curl.txt'))
    if (printed !== undefined) await checkGogox(printed)
  })

  test('003/ruby.rb.txt', async (t) => {
    const printed = await runSample(t, authority, [languages.ruby], text('003/ruby.rb.txt'))
    if (printed === undefined) return
    const [, token = ''] = /^access_token ([0-9A-Za-z]+)\nexpired in 7200 seconds\n$/.exec(printed) ?? []
    await opensNoHome(token)
  })

  // The page decodes into $responsePayload and prints from $response_payload, which does not exist: as it stands the
  // sample gets its token and shows empty values. It is run unchanged; a file put behind it shows what it received.
  test('003/php.php.txt gets its token, and prints from a variable that it misspells', async (t) => {
    const printed = await runSample(t, authority, [languages.php], text('003/php.php.txt'))
    if (printed === undefined) return
    const [own = '', received = ''] = printed.split(/\n(?=\{)/)
    assert.equal(own, 'access_token \nexpired in  seconds\n')
    await checkGogox(received)
  })

  async function checkGogox(printed: string): Promise<void> {
    const { access_token, created_at, ...others } = JSON.parse(printed)
    assert.match(access_token, /^[0-9A-Za-z]{64,}$/)
    assert.ok(Number.isInteger(created_at))
    assert.deepEqual(others, { token_type: 'Bearer', expires_in: 7200 })
    await opensNoHome(access_token)
  }
})

describe('NIBE (seed 004)', () => {
  const registered = {
    '[CLIENT_ID]': '00112233445566778899aabbccddeeff',
    '[CLIENT_SECRET]': encodeURIComponent('q1/ZpO+7Vw3xR9s/mK2uTg=='),
  }
  const scopes = { '[SCOPES]': 'READSYSTEM+WRITESYSTEM' }
  const redirect = { '[REDIRECT_URI]': encodeURIComponent('https://app.example.com/callback') }
  const vendorHost = 'api.nibeuplink.com'

  /** The samples are bare HTTP requests: they are sent as they stand, and by curl with the same lines. */
  const ways = {
    raw: async (text: string) => (await sendOverTls(latchkey.port, text)).body,
    curl: async (text: string, t: TestContext) => {
      const printed = await runSample(t, authority, [languages.curl], curlCommand(text))
      return printed ?? (await sendOverTls(latchkey.port, text)).body
    },
  }

  for (const [name, send] of Object.entries(ways)) {
    test(`the four steps and the refresh, ${name}`, async (t) => {
      const code = await authorize()
      const bought = JSON.parse(
        await send(
          sampleText('004/code.txt', {
            ...{ ...registered, ...scopes, ...redirect, [vendorHost]: host },
            '[AUTHORIZATION_CODE]': code,
          }),
          t,
        ),
      )
      checkTokens(bought)
      const refresh = { ...registered, [vendorHost]: host, '[REFRESH_TOKEN]': bought.refresh_token }
      const refreshed = JSON.parse(await send(sampleText('004/refresh.txt', refresh), t))
      checkTokens(refreshed)
      assert.notEqual(refreshed.refresh_token, bought.refresh_token)
      const asked = { [vendorHost]: host, '[ACCESS_TOKEN]': refreshed.access_token }
      const systems = JSON.parse(await send(sampleText('004/systems.txt', asked), t))
      assert.deepEqual([systems.numItems, systems.objects[0].name], [1, 'Annas hus'])
    })
  }

  async function authorize(): Promise<string> {
    const { '[CLIENT_SECRET]': _, ...named } = registered
    const filled = { ...named, ...scopes, ...redirect, '[STATE]': 'xyz', [vendorHost]: host }
    const url = sampleText('004/authorize.txt', filled).trim()
    const { location = '' } = await allow(newVisitor(latchkey.issuer), url, anna)
    const [, code = ''] =
      /^https:\/\/app\.example\.com\/callback\?code=([A-Za-z0-9]{380,})&state=xyz$/.exec(location) ?? []
    assert.notEqual(code, '', location)
    return code
  }

  function checkTokens(answer: Record<string, unknown>): void {
    const { access_token, refresh_token, ...others } = answer
    assert.match(String(access_token), /^[A-Za-z0-9]{40,}$/)
    assert.match(String(refresh_token), /^[A-Za-z0-9]{40,}$/)
    assert.deepEqual(others, { expires_in: 300, scope: 'READSYSTEM WRITESYSTEM', token_type: 'bearer' })
  }
})

/** The lines of a bare request as arguments of curl. */
function curlCommand(text: string): string {
  const [head = '', body = ''] = text.trim().split('\n\n')
  const [line = '', ...headers] = head.split('\n')
  const [method, path] = line.split(' ')
  const others = headers.filter((header) => !header.startsWith('Host:')).map((header) => ` -H '${header}'`)
  const data = body === '' ? '' : ` --data-raw '${body}'`
  return `curl --silent -X ${method} 'https://${host}${path}'${others.join('')}${data}\n`
}
