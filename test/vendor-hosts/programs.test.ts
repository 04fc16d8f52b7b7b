import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { connect, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { promisify } from 'node:util'
import { anna } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { readAnswer } from '../recorded-replay.ts'
import { type Language, languages, sampleText } from '../samples/run-sample.ts'
import { allow, allowedCode, newVisitor } from '../sign-in.ts'
import type { RunningLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority, readCertificate, type TestAuthority } from '../test-authority.ts'
import { hostsFile } from './hosts-file.ts'
import { nestClient, nestDevices, startVendorLatchkey, vendorNames } from './vendor-latchkey.ts'

// Real programs over TLS, the vendors' host names in them unchanged.

const run = promisify(execFile)

let authority: TestAuthority
let latchkey: RunningLatchkey
let hosts: Readonly<Record<string, string>>

before(async () => {
  authority = makeTestAuthority(...Object.values(vendorNames).flat(), nestDevices)
  setDefaultCACertificates([...getCACertificates('default'), readCertificate(authority)])
  const port = await freePort()
  const env = {
    ...authority.serverEnv,
    LATCHKEY_ISSUER: `https://localhost:${port}`,
    LATCHKEY_NEST_REDIRECT: `https://${nestDevices}:9553`,
  }
  latchkey = await startVendorLatchkey({ port, env })
  hosts = hostsFile(authority.folder, port)
})
after(async () => {
  await latchkey?.end()
  authority?.end()
})

/** Runs a program's text; `undefined` where the machine lacks the language, which is a failure under CI. */
async function runProgram(t: TestContext, language: Language, text: string): Promise<string | undefined> {
  const [program, ...args] = language.command
  const env = { PATH: process.env.PATH, ...authority.clientEnv, ...hosts }
  try {
    await run(program, language.check, { env, timeout: 20_000 })
  } catch (cause) {
    const missing = `missing for this program: apt-get install ${language.debianPackages}`
    if (process.env.CI === 'true') throw new Error(missing, { cause })
    t.diagnostic(missing)
    return undefined
  }
  const file = join(authority.folder, 'program')
  writeFileSync(file, text)
  return (await run(program, [...args, file], { env, timeout: 60_000 })).stdout
}

const nestCode = () =>
  allowedCode(newVisitor(latchkey.issuer), `/login/oauth2?client_id=${nestClient.id}&state=STATE`, anna)

async function nestToken(): Promise<string> {
  const body = new URLSearchParams({
    code: await nestCode(),
    client_id: nestClient.id,
    client_secret: nestClient.secret,
    grant_type: 'authorization_code',
  })
  const response = await fetch(`${latchkey.issuer}/oauth2/access_token`, { method: 'POST', body })
  return ((await response.json()) as { access_token: string }).access_token
}

describe('seeds 000 and 001: Nest', () => {
  const samples: readonly (readonly [string, Language])[] = [
    ['001/curl.txt', languages.curl],
    ['001/requests.py.txt', languages.pythonRequests],
    ['001/http-client.py.txt', languages.python],
    ['001/node.js.txt', languages.node],
  ]
  for (const [file, language] of samples)
    test(file, async (t) => {
      const text = sampleText(file, {
        AUTH_CODE: await nestCode(),
        CLIENT_ID: nestClient.id,
        CLIENT_SECRET: nestClient.secret,
      })
      assert.ok(text.includes('api.home.nest.com'))
      const printed = await runProgram(t, language, text)
      if (printed === undefined) return
      const answer = JSON.parse(printed)
      assert.deepEqual(Object.keys(answer), ['access_token', 'expires_in'])
      const root = `curl -sS --location-trusted -H "Authorization: Bearer ${answer.access_token}" https://developer-api.nest.com/`
      const tree = JSON.parse((await runProgram(t, languages.curl, root)) ?? '{}')
      assert.deepEqual(Object.keys(tree), ['devices', 'structures', 'metadata'])
    })
})

describe('the 307 of Nest’s entry host', () => {
  test('curl sends the token on when it is told to, and to nobody else', async (t) => {
    const token = await nestToken()
    const call = (option: string) =>
      `curl -sS ${option} -w '%{http_code} %{url_effective}' -o /dev/null -H "Authorization: Bearer ${token}" "https://developer-api.nest.com/devices?print=pretty"`
    const target = `https://${nestDevices}:9553/devices?print=pretty`
    assert.equal(await runProgram(t, languages.curl, call('--location-trusted')), `200 ${target}`)
    assert.equal(await runProgram(t, languages.curl, call('--location')), `401 ${target}`)
  })

  test('Python’s requests handles it by hand and sends the token again, as python-nest does; a write goes on, too', async (t) => {
    const text = `import json
import requests

headers = {"Authorization": "Bearer ${await nestToken()}", "Content-Type": "application/json"}
entry = requests.get("https://developer-api.nest.com/", headers=headers, allow_redirects=False)
assert entry.status_code == 307, entry.status_code
tree = requests.get(entry.headers["Location"], headers=headers, allow_redirects=False).json()
place = entry.headers["Location"].rstrip("/")
path = "/devices/thermostats/" + next(iter(tree["devices"]["thermostats"])) + "/label"
write = requests.put("https://developer-api.nest.com" + path, data=json.dumps("Upstairs"), headers=headers, allow_redirects=False)
assert write.headers["Location"] == place + path, write.headers["Location"]
done = requests.put(write.headers["Location"], data=json.dumps("Upstairs"), headers=headers, allow_redirects=False)
print(json.dumps([place, done.status_code, done.json()]))
`
    const printed = await runProgram(t, languages.pythonRequests, text)
    if (printed === undefined) return
    const [place, status, body] = JSON.parse(printed)
    assert.equal(place, `https://${nestDevices}:9553`)
    assert.deepEqual([status, body], [200, 'Upstairs'])
  })
})

test('seed 002: Honeywell, on both of its hosts, and its API with both schemes', async (t) => {
  const sample = sampleText('002/curl.txt', {})
  assert.ok(sample.includes('https://api.honeywell.com/oauth2/accesstoken'))
  for (const name of vendorNames.honeywell) {
    const printed = await runProgram(t, languages.curl, sample.replace('api.honeywell.com', name))
    const answer = JSON.parse(printed ?? '')
    assert.equal(answer.token_type, 'BearerToken')
    const call = `curl -sS -H "Authorization: ${answer.token_type} ${answer.access_token}" -H "UserRefID: 1" "https://${name}/v2/locations?apikey=123abc"`
    assert.equal(await runProgram(t, languages.curl, call), '[]')
  }
})

test('seed 003: GOGOX, and what its token is for', async (t) => {
  const [name] = vendorNames.gogox
  const printed = await runProgram(
    t,
    languages.curl,
    sampleText('003/curl.txt', {
      '<<api_base_path>>': name,
      '<<client_id>>': 'gogox',
      '<<client_secret>>': 'a-long-secret-for-gogox',
    }),
  )
  const { access_token: token } = JSON.parse(printed ?? '')
  const places =
    '"pickup":{"schedule_at":1,"location":{"lat":22.3,"lng":114.2}},"destinations":[{"location":{"lat":22.4,"lng":114.2}}]'
  const call = `curl -sS -H 'Authorization: Bearer ${token}' --json '{"vehicle_type":"van",${places}}' https://${name}/transport/quotations`
  const { estimated_price: price } = JSON.parse((await runProgram(t, languages.curl, call)) ?? '')
  assert.deepEqual(price, { amount: 18_800, currency: 'HKD' })
})

test('seed 003: Ruby’s program', async (t) => {
  const text = sampleText('003/ruby.rb.txt', {
    '<<api_base_path>>': vendorNames.gogox[1],
    '<<client_id>>': 'gogox',
    '<<client_secret>>': 'a-long-secret-for-gogox',
  })
  const printed = await runProgram(t, languages.ruby, text)
  if (printed !== undefined) assert.match(printed, /^access_token lkat3[0-9a-f]+\nexpired in 7200 seconds/)
})

describe('seed 004: NIBE', () => {
  const client = {
    '[CLIENT_ID]': '00112233445566778899aabbccddeeff',
    '[CLIENT_SECRET]': encodeURIComponent('q1/ZpO+7Vw3xR9s/mK2uTg=='),
  }
  const redirectUri = encodeURIComponent('https://app.example.com/callback')

  /** Bytes as they stand, to the host that they name, whose certificate is verified. */
  async function send(text: string): Promise<Record<string, unknown>> {
    const [head = '', body = ''] = text.trim().split('\n\n')
    const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
    const socket = connect({ host: '127.0.0.1', port: latchkey.port, servername: 'api.nibeuplink.com' })
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to\n${text}`)))
    await once(socket, 'secureConnect')
    socket.write(`${[...head.split('\n'), ...length].join('\r\n')}\r\n\r\n${body}`)
    const answer = await readAnswer(socket, false)
    socket.destroy()
    assert.equal(answer.status, 200, answer.body)
    return JSON.parse(answer.body)
  }

  test('the authorize URL, the tokens and the systems, Host and all', async (t) => {
    const url = sampleText('004/authorize.txt', {
      '[CLIENT_ID]': client['[CLIENT_ID]'],
      '[SCOPES]': 'READSYSTEM',
      '[REDIRECT_URI]': redirectUri,
      '[STATE]': 'STATE',
    }).trim()
    const opened = await runProgram(
      t,
      languages.curl,
      `curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' '${url}'`,
    )
    const [status, location = ''] = (opened ?? '').split(' ')
    assert.equal(status, '302')
    assert.equal(new URL(location).origin, latchkey.issuer)
    const { location: answered } = await allow(newVisitor(latchkey.issuer), location, anna)
    const code = new URL(answered ?? '').searchParams.get('code') ?? ''
    const tokens = await send(
      sampleText('004/code.txt', {
        ...client,
        '[AUTHORIZATION_CODE]': code,
        '[REDIRECT_URI]': redirectUri,
        '[SCOPES]': 'READSYSTEM',
      }),
    )
    const refreshed = await send(
      sampleText('004/refresh.txt', { ...client, '[REFRESH_TOKEN]': String(tokens.refresh_token) }),
    )
    const systems = await send(
      sampleText('004/systems.txt', { '[ACCESS_TOKEN]': String(refreshed.access_token) }),
    )
    assert.equal(systems.numItems, 1)
  })
})
