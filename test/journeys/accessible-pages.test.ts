import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, definition } from '../definition.ts'
import { requestUrl } from './app-side.ts'
import { accept, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)
const axeSource = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page of the journey: ${colorScheme}`, (t) =>
    inBrowser(
      t,
      async (page) => {
        await page.goto(requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback }))
        await axeFindsNothing(page, 'sign-in')
        await signIn(page, { ...anna, password: 'wrong horse battery' })
        await axeFindsNothing(page, 'sign-in with a problem')
        await signIn(page, anna)
        await page.waitForSelector('#consent-form')
        await axeFindsNothing(page, 'consent')
        await page.goto(`${stage.issuer}/login/oauth2?client_id=nest-pin&state=s`)
        await accept(page)
        await page.waitForSelector('#authorization-code')
        await axeFindsNothing(page, 'code')
        for (const path of ['/', '/logout', '/login', '/reset', '/nowhere', '/oauth2/authorize']) {
          await page.goto(stage.issuer + path)
          await axeFindsNothing(page, path)
        }
        await page.goto(`${stage.issuer}/logout`)
        await page.click('#logout-confirm')
        await page.waitForSelector('#logout-done')
        await axeFindsNothing(page, 'signed out')
      },
      // The policy of the pages would refuse axe's own script, and only that is bypassed here.
      { bypassCSP: true, colorScheme },
    ))
}

async function axeFindsNothing(page: Page, name: string): Promise<void> {
  await page.evaluate(axeSource)
  const found = await page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' at ' + node.target.join(' '))))`)
  assert.deepEqual(found, [], name)
}
