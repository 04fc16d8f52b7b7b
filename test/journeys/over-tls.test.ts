import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, definition, redirectUri } from '../definition.ts'
import { freePort } from '../free-port.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority } from '../test-authority.ts'
import { requestUrl } from './app-side.ts'
import { accept, answerAt, signIn, standInFor } from './browser-steps.ts'
import { inBrowser } from './stage.ts'

const authority = makeTestAuthority()
let latchkey: RunningLatchkey | undefined
before(async () => {
  const port = await freePort()
  const env = { ...authority.serverEnv, LATCHKEY_ISSUER: `https://localhost:${port}` }
  latchkey = await startLatchkey({ definition, env, port })
})
after(async () => {
  await latchkey?.end()
  authority.end()
})

test('on https every cookie is bound to the host, and the journey is the same', (t) =>
  inBrowser(
    t,
    async (page) => {
      const issuer = latchkey?.issuer ?? assert.fail()
      await standInFor(page, redirectUri)
      const first = await page.goto(requestUrl(issuer, 'standard', { redirect_uri: redirectUri }))
      assert.match((await first?.headerValue('strict-transport-security')) ?? '', /max-age=\d{7}/)
      await signIn(page, anna)
      await accept(page)
      assert.equal((await answerAt(page, redirectUri)).iss, issuer)
      const cookies = await page.context().cookies(issuer)
      const names = ['__Host-latchkey_browser', '__Host-latchkey_known', '__Host-latchkey_session']
      assert.deepEqual(cookies.map(({ name }) => name).sort(), names)
      for (const { name, secure, httpOnly, sameSite, path } of cookies) {
        const expected = { secure: true, httpOnly: true, sameSite: 'Lax', path: '/' }
        assert.deepEqual({ secure, httpOnly, sameSite, path }, expected, name)
      }
    },
    // Chromium keeps its own list of authorities; that the certificate is right is shown by the other clients' tests.
    { ignoreHTTPSErrors: true },
  ))
