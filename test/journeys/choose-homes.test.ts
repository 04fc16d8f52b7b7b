import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, ben, definition, secretOf } from '../definition.ts'
import { axeFindings, layoutFindings, looks, setLook } from '../every-page/page-checks.ts'
import { until } from '../until.ts'
import { redeem, requestUrl } from './app-side.ts'
import { accept, answerAt, signIn } from './browser-steps.ts'
import { call, homesOfAnna } from './homes-steps.ts'
import { hasThePumpOnlyAtVendors } from './pump-in-every-view.ts'
import { inBrowser, useStage } from './stage.ts'

// Two homes, one app: what its owner gives is what the app has, on the page that asks and ever after.

const bens = {
  id: 'bens',
  name: 'Bens hus',
  owner: ben.email,
  timeZone: 'Europe/Berlin',
  devices: [{ id: 'bens-pump', name: 'Flur', type: 'heat_pump' }],
}
const scopes = ['structures:read', 'structures:write', 'devices:read', 'devices:write']
/** One for each story: what an app was given is remembered. */
const clients = ['one', 'two', 'three', 'four', 'five'].map((clientId) => ({
  clientId,
  clientSecret: secretOf(clientId),
  name: `App ${clientId}`,
  redirectUris: ['http://127.0.0.1/callback'],
  scopes,
}))
const stage = useStage({ ...definition, clients, structures: [...homesOfAnna, bens] })

const home = (page: Page, name: string) => page.locator('fieldset.home', { hasText: name })
const extent = (page: Page, name: string, label: string) =>
  home(page, name).getByLabel(label, { exact: true })

async function ask(page: Page, clientId: string): Promise<void> {
  await page.goto(
    requestUrl(stage.issuer, clientId, { redirect_uri: stage.callback, scope: scopes.join(' ') }),
  )
  if ((await page.locator('#login-form').count()) > 0) await signIn(page, anna)
  await page.waitForSelector('#consent-form')
}

/** What the app gets when ACCEPT is pressed. */
async function acceptedToken(page: Page, clientId: string): Promise<string> {
  await accept(page)
  const { code } = await answerAt(page, stage.callback)
  return (await redeem(stage.issuer, clientId, code, stage.callback)).access_token
}

async function ids(token: string, path: '/v1/devices' | '/v1/structures'): Promise<readonly string[]> {
  const { json } = await call(stage.issuer, token, path)
  const [list = []] = Object.values(json as Record<string, { id: string }[]>)
  return list.map(({ id }) => id).toSorted()
}

const change = { method: 'PATCH', body: { hot_water_boost: true } } as const

/** The app sees the pump of the villa, and nothing else that this or any other account has. */
async function hasThePumpOnly(token: string): Promise<void> {
  const { issuer } = stage
  assert.deepEqual(
    [await ids(token, '/v1/structures'), await ids(token, '/v1/devices')],
    [['villa'], ['pump']],
  )
  const refused = await call(issuer, token, '/v1/devices/pump', change)
  assert.equal(refused.status, 403)
  assert.match(refused.challenge ?? '', /^Bearer .*error="insufficient_scope".*scope="devices:write"/)
  for (const id of ['hall', 'eye', 'door', 'stove', 'bens-pump', 'nobody', '__proto__']) {
    assert.equal((await call(issuer, token, `/v1/devices/${id}`)).status, 404, id)
    assert.equal((await call(issuer, token, `/v1/devices/${id}`, change)).status, 404, id)
  }
  for (const id of ['cabin', 'bens', 'nobody'])
    assert.equal((await call(issuer, token, `/v1/structures/${id}`)).status, 404, id)
  const away = { method: 'PATCH', body: { away: 'away' } } as const
  const said = await call(issuer, token, '/v1/structures/villa', away)
  assert.equal(said.status, 403, 'nobody said that it may say who is in')
  await hasOneSystem(token)
  await hasThePumpOnlyAtVendors(stage.issuer, token)
}

/** The same, as NIBE's programs see it. */
async function hasOneSystem(token: string): Promise<void> {
  const { issuer } = stage
  const { json } = await call(issuer, token, '/api/v1/systems')
  const { objects } = json as {
    readonly objects: readonly { readonly systemId: number; readonly name: string }[]
  }
  assert.deepEqual(
    objects.map(({ name }) => name),
    ['Villa'],
  )
  const [{ systemId } = assert.fail()] = objects
  const body = { settings: { 47011: 1 } }
  const written = await call(issuer, token, `/api/v1/systems/${systemId}/parameters`, { method: 'PUT', body })
  assert.equal(written.status, 403)
  for (const other of [systemId + 1, systemId + 2])
    assert.equal((await call(issuer, token, `/api/v1/systems/${other}`)).status, 404)
}

async function openHomes(page: Page, clientId: string): Promise<void> {
  await page.goto(`${stage.issuer}/home/apps/${clientId}`)
  await page.click('a[href*="/homes/"]')
  await page.waitForSelector('#homes-form')
}

/** Presses Save, and says how long it took until the API answers by it. */
async function save(
  t: TestContext,
  page: Page,
  outcome: RegExp,
  isSo: () => Promise<boolean>,
): Promise<void> {
  await page.click('#homes-submit')
  await page.waitForSelector('#done')
  t.diagnostic(`the API followed ${Math.round(await until(isSo))} ms after the page said so`)
  assert.match((await page.textContent('#done')) ?? '', outcome)
}

for (const [clientId, javaScriptEnabled] of [
  ['one', true],
  ['two', false],
] as const) {
  test(`one device of one home, to see; then less and more of it: ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, (t) =>
    inBrowser(
      t,
      async (page) => {
        await ask(page, clientId)
        await extent(page, 'Villa', 'Choose').check({ force: true })
        await home(page, 'Villa').getByLabel('Pump').selectOption('read')
        for (const box of await home(page, 'Villa').locator('.apart input').all()) await box.uncheck()
        await extent(page, 'Cabin', 'Nothing').check({ force: true })
        const token = await acceptedToken(page, clientId)
        await hasThePumpOnly(token)

        await openHomes(page, clientId)
        await home(page, 'Villa').getByLabel('Pump').selectOption('control')
        const mayWrite = async () =>
          (await call(stage.issuer, token, '/v1/devices/pump', change)).status === 200
        await save(t, page, /reaches more/, mayWrite)
        assert.match((await page.textContent('main')) ?? '', /Pump · See and control/)

        await openHomes(page, clientId)
        await extent(page, 'Cabin', 'Everything').check({ force: true })
        await home(page, 'Villa').getByLabel('Pump').selectOption('none')
        await home(page, 'Villa').getByLabel('Hall').selectOption('read')
        const hasOthers = async () => (await ids(token, '/v1/devices')).join() === 'hall,stove'
        await save(t, page, /what you chose/, hasOthers)
        assert.equal((await call(stage.issuer, token, '/v1/devices/pump')).status, 404)

        await openHomes(page, clientId)
        await extent(page, 'Villa', 'Nothing').check({ force: true })
        await save(
          t,
          page,
          /reaches less/,
          async () => (await ids(token, '/v1/structures')).join() === 'cabin',
        )
      },
      { javaScriptEnabled },
    ))
}

test('untouched, ACCEPT gives every home whole, but opens no lock', (t) =>
  inBrowser(t, async (page) => {
    await ask(page, 'three')
    const sentence = home(page, 'Villa').locator('summary')
    assert.match(
      await sentence.innerText(),
      /^All 4 devices, also those that you add later\s+See and control$/,
    )
    const token = await acceptedToken(page, 'three')
    assert.deepEqual(await ids(token, '/v1/devices'), ['door', 'eye', 'hall', 'pump', 'stove'])
    const open = { method: 'PATCH', body: { locked: false } } as const
    assert.equal((await call(stage.issuer, token, '/v1/devices/door', open)).status, 403)
    const lock = { method: 'PATCH', body: { locked: true } } as const
    assert.equal((await call(stage.issuer, token, '/v1/devices/door', lock)).status, 200)
  }))

test('keyboard only: a person goes to one device, and on to ACCEPT', (t) =>
  inBrowser(t, async (page) => {
    await ask(page, 'four')
    const focused = () =>
      page.evaluate<string>(
        `[document.activeElement?.name, document.activeElement?.value, document.activeElement?.id].filter(Boolean).join(' ')`,
      )
    const tabTo = async (wanted: RegExp) => {
      for (let steps = 0; steps < 60; steps++) {
        if (wanted.test(await focused())) return
        await page.keyboard.press('Tab')
      }
      assert.fail(`${wanted} is never reached, only ${await focused()}`)
    }
    await tabTo(/^extent\.villa/)
    await page.keyboard.press('ArrowRight')
    await tabTo(/^device\.villa\.pump/)
    await page.keyboard.press('ArrowDown')
    await tabTo(/^away\.villa/)
    await page.keyboard.press('Space')
    await tabTo(/^extent\.cabin/)
    await page.keyboard.press('ArrowLeft')
    await tabTo(/consent-accept/)
    await page.keyboard.press('Enter')
    const { code } = await answerAt(page, stage.callback)
    const { access_token: token } = await redeem(stage.issuer, 'four', code, stage.callback)
    await hasThePumpOnly(token)
  }))

test('what the sentence of a home says follows what is chosen, and axe finds nothing on the way', (t) =>
  inBrowser(t, async (page) => {
    await ask(page, 'five')
    const checked = async (state: string) => {
      for (const look of looks) {
        await setLook(page, look)
        const found = [...(await axeFindings(page)), ...(await layoutFindings(page))]
        assert.deepEqual(found, [], `${state} at ${look.width}, ${look.colorScheme}`)
      }
    }
    const villa = home(page, 'Villa')
    await villa.locator('summary').click()
    await villa.getByLabel('See', { exact: true }).check()
    await villa.getByLabel('Also devices that you add later').uncheck()
    assert.match(await villa.locator('summary').innerText(), /^The 4 devices that it has now\s+See$/)
    await checked('everything, opened')
    await extent(page, 'Villa', 'Choose').check({ force: true })
    assert.equal(await villa.locator('summary').isVisible(), false)
    await checked('single devices')
    for (const name of ['Villa', 'Cabin']) await extent(page, name, 'Nothing').check({ force: true })
    assert.equal(await villa.locator('.apart').isVisible(), false)
    await accept(page)
    await page.waitForSelector('#homes-problem')
    assert.match(await page.title(), /^Problem: /)
    await checked('nothing chosen')
    await extent(page, 'Cabin', 'Everything').check({ force: true })
    const token = await acceptedToken(page, 'five')
    assert.deepEqual(await ids(token, '/v1/devices'), ['stove'])
    await openHomes(page, 'five')
    await checked('the page of a connection')
  }))
