import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, definition } from '../definition.ts'
import { requestUrl } from './app-side.ts'
import { accept, answerAt, fits, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const names = {
  markup: '<img src=x onerror=alert(1)></title><script>alert(1)</script>',
  attribute: '" autofocus onfocus="alert(1)" x="\' onclick=alert(1)',
  long: 'W'.repeat(100),
  mirrored: '\u202egnitset\u2066 Bank \u200b\u200b of \ufeffAnna',
  template: '{{alert(1)}} &lt;b&gt; </form><form action="https://evil.example.net">',
}
const scopeTitle = 'Read <b>all</b></li><script>alert(1)</script>'

const stage = useStage({
  accounts: definition.accounts,
  scopes: [{ name: 'hostile:scope', title: scopeTitle }],
  clients: Object.entries(names).map(([clientId, name]) => ({
    clientId,
    name,
    publisher: name,
    redirectUris: ['http://127.0.0.1/callback'],
    scopes: ['devices:read', 'hostile:scope'],
  })),
  structures: [
    { id: 'home', name: names.markup, owner: anna.email, timeZone: 'Europe/Stockholm', devices: [] },
  ],
})

for (const [clientId, name] of Object.entries(names)) {
  test(`an app called ${JSON.stringify(name.slice(0, 40))} is text on every page of its journey`, (t) =>
    inBrowser(
      t,
      async (page) => {
        const more = { redirect_uri: stage.callback, scope: 'devices:read hostile:scope' }
        await page.goto(requestUrl(stage.issuer, clientId, more))
        await page.waitForSelector('#login-form')
        await isTame()
        await signIn(page, anna)
        await page.waitForSelector('#consent-form')
        await isTame()
        assert.ok((await page.textContent('main'))?.includes(scopeTitle), 'a scope is shown as it is written')
        await accept(page)
        assert.ok((await answerAt(page, stage.callback)).code)

        async function isTame(): Promise<void> {
          await fits(page)
          const markup =
            'script, main img:not([src^="/assets/"]), main b, main title, [onerror], [onfocus], [onclick], [action^=https]'
          assert.equal(await page.locator(markup).count(), 0)
          assert.ok(!/[\u202a-\u202e\u2066\u200b\ufeff]/.test(await page.content()))
          assert.ok(!(await page.title()).includes('alert'))
        }
      },
      { viewport: { width: 320, height: 568 } },
    ))
}
