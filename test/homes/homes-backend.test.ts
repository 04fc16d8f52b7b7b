// A backend in Python knows the homes: examples/homes-backend, as a device maker would begin with it.

import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generateKeyPair, SignJWT } from 'jose'
import { pino } from 'pino'
import { signHomesToken } from '../../apps/auth-server/src/homes/encode-homes-token.ts'
import { signJwt } from '../../apps/auth-server/src/keys/sign-jwt.ts'
import { readSettings } from '../../apps/auth-server/src/settings.ts'
import { openLatchkey } from '../../open-latchkey.ts'
import { anna, ben, definition, redirectUri } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { redeem, requestUrl } from '../journeys/app-side.ts'
import { signedInVisitor } from '../journeys/home-steps.ts'
import { allow, allowedCode, hiddenFields, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, runCli, startLatchkey } from '../start-latchkey.ts'

const python = '/usr/bin/python3'
const program = fileURLToPath(new URL('../../examples/homes-backend/backend.py', import.meta.url))

function canRun(): boolean {
  try {
    execFileSync(python, ['-c', 'import authlib'], { stdio: 'ignore' })
    return true
  } catch {
    assert.equal(process.env.CI, undefined, 'python3-authlib is missing')
    return false
  }
}

let latchkey: RunningLatchkey
let backend: ChildProcess | undefined
let port = 0
let said = ''
const isHere = canRun()

async function startBackend(): Promise<void> {
  const child = spawn(python, [program, String(port), latchkey.issuer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  backend = child
  const deadline = Date.now() + 30_000
  while (!(await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('the backend did not start')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function stopBackend(): Promise<void> {
  const child = backend
  backend = undefined
  if (child === undefined) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

const env = () => ({ LATCHKEY_HOMES_URL: `http://127.0.0.1:${port}` })

before(async () => {
  port = await freePort()
  const { structures: _, ...rest } = definition
  latchkey = await startLatchkey({ definition: rest, env: env() })
  if (isHere) await startBackend()
})
after(async () => {
  await stopBackend()
  await latchkey.end()
})

function story(name: string, tell: () => Promise<void>): void {
  test(name, async (t) => (isHere ? tell() : t.diagnostic('python3-authlib is missing')))
}

const request = (more: Readonly<Record<string, string>> = {}) =>
  requestUrl(latchkey.issuer, 'standard', {
    redirect_uri: redirectUri,
    scope: 'structures:read devices:read',
    ...more,
  })

story('consent shows the homes of the backend, and the connection holds them', async () => {
  const visitor = newVisitor(latchkey.issuer)
  const asked = await visitor.get(request())
  const login = hiddenFields(await asked.text(), 'login-form')
  const signedIn = await visitor.post('/login', { ...login, ...anna })
  const page = await (await visitor.get(signedIn.headers.get('location') ?? '')).text()
  assert.match(page, /id="consent-form"/)
  assert.match(page, /Villa Solsidan/)
  assert.match(page, /Cabin/)
  const code = await allowedCode(visitor, request(), anna)
  const tokens = await redeem(latchkey.issuer, 'standard', code, redirectUri)
  const details = await introspectedDetails(String(tokens.access_token))
  const account = /accounts\/(\w+)\/homes/.exec(said)?.[1]
  assert.deepEqual(
    details.map(({ structure }) => structure),
    [`villa-${account}`, `cabin-${account}`],
  )
  const home = await (await visitor.get('/home')).text()
  assert.match(home, /Villa Solsidan/)
  assert.match(home, /Pool heater/)
  assert.match(home, /Europe\/Stockholm/)
})

async function introspectedDetails(token: string): Promise<readonly { readonly structure: string }[]> {
  const answer = await fetch(`${latchkey.issuer}/oauth2/introspect`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'standard',
      client_secret: 'a-long-secret-for-standard',
      token,
    }),
  })
  const { authorization_details: details } = (await answer.json()) as {
    readonly authorization_details: readonly { readonly structure: string }[]
  }
  return details
}

story('the backend refuses everybody but Latchkey', async () => {
  const opened = await openLatchkey(
    readSettings({ LATCHKEY_DATA: latchkey.folder, LATCHKEY_ISSUER: latchkey.issuer }),
    pino({ level: 'silent' }),
    { asServer: false },
  )
  try {
    const { keys, issuer } = opened.server
    const audience = `http://127.0.0.1:${port}`
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, sub: issuer, aud: audience, scope: 'homes:read', iat: now, exp: now + 60 }
    const signed = (more: object, type = 'at+jwt') => signJwt(keys, 'ES256', type, { ...claims, ...more })
    const { privateKey } = await generateKeyPair('ES256')
    const kid = keys.current('ES256').id
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .sign(privateKey)
    const secret = new TextEncoder().encode(JSON.stringify(keys.publicKeys()[0]))
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .sign(secret)
    const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${signed({}).split('.')[1]}.`
    const refused: Readonly<Record<string, string>> = {
      nothing: '',
      'no token': 'Basic eDp5',
      nonsense: 'Bearer nonsense',
      'of another key': `Bearer ${forged}`,
      'of another algorithm': `Bearer ${confused}`,
      unsigned: `Bearer ${none}`,
      'for another': `Bearer ${signed({ aud: 'https://meter.example.com' })}`,
      'of another issuer': `Bearer ${signed({ iss: 'https://evil.example' })}`,
      'of a client': `Bearer ${signed({ sub: 'client:standard' })}`,
      'too old': `Bearer ${signed({ iat: now - 600, exp: now - 300 })}`,
      'without an end': `Bearer ${signed({ exp: undefined })}`,
      'of another scope': `Bearer ${signed({ scope: 'homes:write' })}`,
      'of another type': `Bearer ${signed({}, 'gateway+jwt')}`,
    }
    const status = async (authorization: string, method = 'GET') =>
      (await fetch(`${audience}/accounts/x/homes`, { method, headers: { authorization } })).status
    assert.equal(await status(`Bearer ${signed({})}`), 200)
    for (const [name, authorization] of Object.entries(refused))
      assert.equal(await status(authorization), 401, name)
    assert.equal(await status(`Bearer ${signed({})}`, 'DELETE'), 401)
  } finally {
    await opened.close()
  }
})

story('what Latchkey sends there opens nothing at Latchkey', async () => {
  const opened = await openLatchkey(
    readSettings({ LATCHKEY_DATA: latchkey.folder, LATCHKEY_ISSUER: latchkey.issuer }),
    pino({ level: 'silent' }),
    { asServer: false },
  )
  const token = signHomesToken(opened.server, latchkey.issuer, 'homes:read')
  await opened.close()
  for (const path of ['/v1/structures', '/oauth2/userinfo'])
    assert.equal(
      (await fetch(latchkey.issuer + path, { headers: { authorization: `Bearer ${token}` } })).status,
      401,
      path,
    )
})

story('doctor tells whether the backend answers', async () => {
  const settings = {
    ...env(),
    PATH: process.env.PATH ?? '',
    LATCHKEY_DATA: latchkey.folder,
    LATCHKEY_ISSUER: latchkey.issuer,
  }
  assert.match(await runCli(settings, ['doctor']).catch(String), /ok +homes +http:\S+ answers as it should/)
  await stopBackend()
  assert.match(
    await runCli(settings, ['doctor']).catch(String),
    /bad +homes +http:\S+: it could not be reached/,
  )
  await startBackend()
})

story(
  'while the backend is down, a page says so and leads back; nothing is granted and nothing deleted',
  async () => {
    const visitor = await signedInVisitor(latchkey.issuer, ben)
    const consent = await (await visitor.get(request({ state: 'a' }))).text()
    assert.match(consent, /id="consent-form"/)
    await stopBackend()
    // Longer than what was read just now is fresh.
    await new Promise((resolve) => setTimeout(resolve, 10_500))
    const words = {
      en: [/Your homes cannot be read/, /Try again</],
      de: [/Ihr Zuhause kann gerade nicht/, /Noch einmal versuchen/],
      sv: [/Dina hem kan inte/, /Försök igen</],
      es: [/Sus hogares no se pueden leer/, /Volver a intentarlo/],
      fr: [/Vos maisons ne peuvent pas/, /Réessayer</],
    }
    for (const [language, texts] of Object.entries(words)) {
      const answer = await visitor.get(request({ state: 'b' }), { 'accept-language': language })
      const page = await answer.text()
      assert.equal(answer.status, 503)
      assert.equal(answer.headers.get('retry-after'), '5')
      for (const text of texts) assert.match(page, text)
      const [, href = ''] = /id="try-again" href="([^"]*)"/.exec(page) ?? []
      assert.match(href, /^\/oauth2\/authorize\?.*state=b/)
    }
    const form = { ...hiddenFields(consent, 'consent-form'), decision: 'accept' }
    const accepted = await visitor.post('/consent', form)
    assert.equal(accepted.status, 503, accepted.headers.get('location') ?? '')
    assert.doesNotMatch(await accepted.text(), /id="try-again"/)
    const deletion = await visitor.get('/home/delete')
    assert.equal(deletion.status, 503)
    await startBackend()
    assert.equal((await visitor.get('/home')).status, 200)
  },
)

story('a deletion waits for the backend, and then takes the homes along', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, ben)
  const page = await (await visitor.get('/home/delete')).text()
  const formToken = /name="form_token" value="([^"]*)"/.exec(page)?.[1] ?? ''
  const form = { form_token: formToken, confirmation: ben.email }
  await stopBackend()
  const failed = await visitor.post('/home/delete', form)
  assert.equal(failed.status, 503)
  await startBackend()
  assert.equal((await visitor.get('/home')).status, 200, 'the account is as it was')
  said = ''
  const done = await visitor.post('/home/delete', form)
  assert.equal(done.status, 200)
  assert.match(said, /^DELETE \/accounts\/\w+\/homes$/m)
  const again = await allow(newVisitor(latchkey.issuer), request(), ben).catch((error) => String(error))
  assert.match(String(again), /signing in failed/)
})
