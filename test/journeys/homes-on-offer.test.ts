import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, definition, redirectUri } from '../definition.ts'
import { hiddenFields, type Visitor } from '../sign-in.ts'
import { type RunningLatchkey, runCli, startLatchkey } from '../start-latchkey.ts'
import { until } from '../until.ts'
import { redeem, requestUrl } from './app-side.ts'
import { pageText, signedInVisitor } from './home-steps.ts'
import { call, type Fields, homesOfAnna, homesPathOf, onlyPump, shownFields } from './homes-steps.ts'

const bens = { id: 'bens', name: 'Bens hus', owner: ben.email, timeZone: 'Europe/Berlin' }
const carl = { email: 'carl@example.com', password: 'a block of many flats' }
const block = {
  id: 'block',
  name: 'Block',
  owner: carl.email,
  timeZone: 'Europe/Berlin',
  devices: Array.from({ length: 45 }, (_, at) => ({
    id: `flat-${at}`,
    name: `Flat ${at}`,
    type: 'thermostat',
  })),
}
let latchkey: RunningLatchkey
before(async () => {
  const structures = [
    ...homesOfAnna,
    { ...bens, devices: [{ id: 'bens-pump', name: 'Pump', type: 'heat_pump' }] },
    block,
  ]
  const accounts = [...definition.accounts, { ...carl, roles: ['homeowner'] }]
  latchkey = await startLatchkey({ definition: { ...definition, accounts, structures } })
})
after(() => latchkey.end())

const scope = 'structures:read structures:write devices:read devices:write'

/** The page that asks, and a way to answer it. */
async function asked(visitor: Visitor, clientId = 'standard', more: Fields = {}) {
  const url = requestUrl(latchkey.issuer, clientId, {
    redirect_uri: redirectUri,
    scope,
    prompt: 'consent',
    ...more,
  })
  const page = await (await visitor.get(url)).text()
  const hidden = hiddenFields(page, 'consent-form')
  assert.ok(hidden.request, page)
  const answer = (fields: Fields) => visitor.post('/consent', { ...hidden, decision: 'accept', ...fields })
  return { page, hidden, answer }
}

/** The token that this answer brought. */
async function tokenOf(answer: Response, clientId = 'standard'): Promise<string> {
  const location = answer.headers.get('location') ?? assert.fail(`${answer.status} ${await answer.text()}`)
  const code = new URL(location).searchParams.get('code') ?? undefined
  return (await redeem(latchkey.issuer, clientId, code, redirectUri)).access_token
}

async function devicesOf(token: string): Promise<readonly string[]> {
  const { json } = await call(latchkey.issuer, token, '/v1/devices')
  return (json as { devices: { id: string }[] }).devices.map(({ id }) => id)
}

test('untouched, the form says what a form without a choice says: everything', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const { page, answer } = await asked(visitor)
  const plain = await tokenOf(await answer({}))
  await visitor.post(
    '/home/apps/standard/remove',
    hiddenFields(await pageText(visitor, '/home/apps/standard/remove'), 'remove-app-form'),
  )
  const again = await asked(visitor)
  const shown = shownFields(page, 'consent-form')
  assert.ok(
    shown['extent.villa'] === 'everything' &&
      shown['unlock.villa'] === undefined &&
      shown['away.cabin'] === 'on',
  )
  const { request, form_token } = again.hidden
  const full = await tokenOf(
    await again.answer({ ...shown, ...(request && { request }), ...(form_token && { form_token }) }),
  )
  assert.deepEqual(await devicesOf(full), ['door', 'eye', 'hall', 'pump', 'stove'])
  assert.equal((await call(issuer, plain, '/v1/devices')).status, 401, 'the first one was removed')
})

test('one device, read only, is what the app has, and what the person finds again', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const { answer } = await asked(visitor, 'rotating')
  const token = await tokenOf(await answer(onlyPump), 'rotating')
  assert.deepEqual(await devicesOf(token), ['pump'])
  const again = await asked(visitor, 'rotating')
  const shown = shownFields(again.page, 'consent-form')
  assert.deepEqual(
    [shown['extent.villa'], shown['device.villa.pump'], shown['device.villa.hall'], shown['extent.cabin']],
    ['chosen', 'read', 'none', 'nothing'],
  )
  assert.deepEqual(await devicesOf(await tokenOf(await again.answer({}), 'rotating')), ['pump'])
})

test('what is not on offer is refused and tells nothing: ids of others, of nobody, prototype names, values too high', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  const { answer } = await asked(visitor)
  const forms: readonly Fields[] = [
    { 'extent.bens': 'everything', 'level.bens': 'read' },
    { 'extent.villa': 'chosen', 'device.villa.bens-pump': 'read' },
    { 'extent.nobody': 'everything', 'level.nobody': 'read' },
    { 'extent.villa': 'chosen', 'device.villa.nobody': 'read' },
    { ...onlyPump, 'device.cabin.pump': 'read' },
    { ...onlyPump, 'extent.__proto__': 'everything' },
    { ...onlyPump, 'device.villa.constructor': 'control' },
    { ...onlyPump, 'unlock.cabin': 'on' },
    { ...onlyPump, 'level.villa': 'everything' },
    { ...onlyPump, 'extent.villa': 'ALL' },
  ]
  const sentences = new Set<string | undefined>()
  for (const fields of forms) {
    const refused = await answer(fields)
    const page = await refused.text()
    assert.deepEqual([refused.status, refused.headers.get('location')], [400, null], JSON.stringify(fields))
    assert.match(page, /<title>Problem: /)
    sentences.add(/id="homes-problem"[^>]*>(.*?)<\/div>/.exec(page)?.[1])
    assert.doesNotMatch(page, /bens|nobody|__proto__|constructor/)
  }
  assert.equal(sentences.size, 1, [...sentences].join())
})

test('a field that comes twice counts once, the first; garbage and a megabyte are no answer', async () => {
  const { issuer } = latchkey
  const visitor = await signedInVisitor(issuer, anna)
  const { hidden, answer } = await asked(visitor)
  const twice = new URLSearchParams({ ...hidden, decision: 'accept', ...onlyPump })
  for (const name of ['device.villa.pump', 'device.villa.pump']) twice.append(name, 'control')
  const body = Object.fromEntries(twice)
  assert.equal(body['device.villa.pump'], 'control', 'the last one wins in an object')
  const sent = await rawPost(visitor, twice.toString())
  const token = await tokenOf(sent)
  const change = { method: 'PATCH', body: { label: 'x' } } as const
  assert.equal((await call(issuer, token, '/v1/devices/pump', change)).status, 403)
  const long = await answer({ 'extent.villa': 'x'.repeat(1_000_000) })
  assert.equal(long.status, 413)
  const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`extent.${at}`, 'nothing']))
  assert.equal((await answer(many)).status, 400)
})

/** Sends this very text as the form. */
async function rawPost(visitor: Visitor, text: string): Promise<Response> {
  const form = new URLSearchParams(text)
  // A visitor sends URLSearchParams as it finds them.
  return visitor.post('/consent', form as unknown as Record<string, string>)
}

test('nothing chosen is said, and what was chosen is kept', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  const { answer } = await asked(visitor)
  const refused = await answer({ 'extent.villa': 'chosen', 'away.villa': 'on', 'extent.cabin': 'nothing' })
  const page = await refused.text()
  assert.equal(refused.status, 400)
  assert.match(page, /Nothing is chosen\. Choose at least one/)
  const shown = shownFields(page, 'consent-form')
  assert.deepEqual(
    [shown['extent.villa'], shown['away.villa'], shown['extent.cabin']],
    ['chosen', 'on', 'nothing'],
  )
  const { request = '' } = hiddenFields(page, 'consent-form')
  assert.equal((await answer({ ...onlyPump, request })).status, 303, 'the page that says so works')
})

test('a home that is sold while the page is open is not given', async () => {
  const { issuer, folder, port } = latchkey
  const visitor = await signedInVisitor(issuer, ben)
  const { page, answer } = await asked(visitor)
  const shown = shownFields(page, 'consent-form')
  assert.equal(shown['extent.bens'], 'everything')
  const cli = (definitionNow: object) =>
    runCli(
      { PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' },
      ['apply', '-'],
      JSON.stringify(definitionNow),
    )
  await cli({ structures: [{ ...bens, owner: anna.email, devices: [] }] })
  const refused = await answer(shown)
  const text = await refused.text()
  assert.equal(refused.status, 400)
  assert.match(text, /Your homes or devices have changed/)
  assert.doesNotMatch(text, /Bens hus/)
  await cli({ structures: [{ ...bens, devices: [{ id: 'bens-pump', name: 'Pump', type: 'heat_pump' }] }] })
})

test('an app that asked for one device by name is given that or less', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  const wanted = [
    { type: 'home_access', structure: 'villa', devices: ['pump', 'door'], actions: ['read', 'unlock'] },
  ]
  const { page, answer } = await asked(visitor, 'openid', { authorization_details: JSON.stringify(wanted) })
  assert.match(page, /The app asked for these by name/)
  assert.doesNotMatch(page, /Cabin|Hall|See and control/)
  assert.equal((await answer({ ...onlyPump, 'device.villa.pump': 'control' })).status, 400)
  const more = { 'extent.villa': 'chosen', 'device.villa.hall': 'read' }
  assert.equal((await answer(more)).status, 400)
  const token = await tokenOf(
    await answer({ 'extent.villa': 'chosen', 'device.villa.pump': 'read' }),
    'openid',
  )
  assert.deepEqual(await devicesOf(token), ['pump'])
})

test('a connection is changed by its owner alone, within its scope, and never to nothing', async () => {
  const { issuer } = latchkey
  const [annas, bens] = [await signedInVisitor(issuer, anna), await signedInVisitor(issuer, ben)]
  const { answer } = await asked(annas, 'lasting', { scope: 'devices:read' })
  const token = await tokenOf(
    await answer({ 'extent.cabin': 'everything', 'level.cabin': 'read' }),
    'lasting',
  )
  const path = await homesPathOf(annas, 'lasting')
  const save = async (visitor: Visitor, fields: Fields, at = path) =>
    visitor.post(at, {
      ...hiddenFields(await pageText(annas, path), 'homes-form'),
      decision: 'save',
      ...fields,
    })
  const everything = { 'extent.villa': 'everything', 'level.villa': 'read', 'future.villa': 'on' }

  for (const other of [
    path,
    path.replace('/lasting/', '/standard/'),
    `${path}x`,
    '/home/apps/lasting/homes/__proto__',
  ])
    assert.equal((await bens.get(other)).status, 404, other)
  const { form_token = '' } = hiddenFields(await (await bens.get('/home/name')).text(), 'name-form')
  assert.equal((await bens.post(path, { form_token, decision: 'save', ...everything })).status, 404)
  assert.equal((await bens.post(path, { decision: 'save', ...everything })).status, 403)
  assert.deepEqual(await devicesOf(token), ['stove'], 'nothing of it was saved')

  for (const fields of [
    { ...everything, 'level.villa': 'control' },
    { ...everything, 'away.villa': 'on' },
    { ...everything, 'extent.bens': 'everything' },
    { 'extent.villa': 'nothing', 'extent.cabin': 'nothing' },
  ])
    assert.equal((await save(annas, fields)).status, 400, JSON.stringify(fields))
  const nothing = await (await save(annas, { 'extent.cabin': 'nothing' })).text()
  assert.match(nothing, /Nothing is chosen\.[^<]*<\/a>/)
  assert.match(nothing, /href="\/home\/apps\/lasting\/remove"/)

  const widened = await save(annas, { ...everything, 'camera.villa': 'on', 'extent.cabin': 'everything' })
  assert.equal(widened.headers.get('location'), '/home/apps/lasting?done=widened')
  await until(async () => (await devicesOf(token)).length === 5)
  const same = await annas.post(path, shownFields(await pageText(annas, path), 'homes-form'))
  assert.equal(same.headers.get('location'), '/home/apps/lasting?done=same')
  const mixed = await save(annas, { ...onlyPump, 'device.villa.hall': 'read' })
  assert.equal(mixed.headers.get('location'), '/home/apps/lasting?done=narrowed')
  await until(async () => (await devicesOf(token)).join() === 'hall,pump')
  const page = await pageText(annas, '/home/apps/lasting?done=narrowed')
  assert.match(page, /role="status">The app reaches less from now on/)
  assert.match(page, /<bdi>Hall<\/bdi>, <bdi>Pump<\/bdi> · See/)
  assert.doesNotMatch(page, /Cabin/)
  const { folder, port } = latchkey
  const cli = (...args: readonly string[]) =>
    runCli({ PORT: String(port), LATCHKEY_DATA: folder, LATCHKEY_DEMO: '0' }, args)
  assert.match(
    await cli('account', 'connections', anna.email),
    /lasting +devices:read +villa\/hall,pump:read /,
  )
  assert.match(
    await cli('audit', 'list'),
    /anna@example\.com changed what a connection of the app App lasting \(lasting\) covers; outcome: narrowed/,
  )
})

test('each home says which apps reach it', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, anna)
  const page = await pageText(visitor, '/home')
  const [villa = '', cabin = ''] = page.split('<section class="card">').slice(1)
  assert.match(villa, /apps can reach this home[\s\S]*href="\/home\/apps\/lasting"/)
  assert.doesNotMatch(cabin.split('</section>')[0] ?? '', /lasting/)
})

test('where there are many devices, they are shown when somebody asks, and nothing is accepted by asking', async () => {
  const visitor = await signedInVisitor(latchkey.issuer, carl)
  const { page, answer } = await asked(visitor)
  assert.doesNotMatch(page, /<select/)
  const choose = { decision: 'choose', 'extent.block': 'chosen', 'away.block': 'on' }
  const shown = await answer(choose)
  const more = await shown.text()
  assert.deepEqual([shown.status, more.split('<select').length - 1], [200, 45])
  assert.doesNotMatch(more, /homes-problem|Problem:/)
  assert.equal((await answer({ ...choose, 'extent.villa': 'chosen' })).status, 400)
  assert.equal((await visitor.get('/home/apps/standard')).status, 404, 'nothing is allowed yet')
  const { request = '' } = hiddenFields(more, 'consent-form')
  const fields = { ...shownFields(more, 'consent-form'), request, 'device.block.flat-44': 'control' }
  const token = await tokenOf(await answer(fields))
  assert.deepEqual(await devicesOf(token), ['flat-44'])
  const path = await homesPathOf(visitor, 'standard')
  const form = shownFields(await pageText(visitor, path), 'homes-form')
  assert.deepEqual([form['device.block.flat-44'], form['device.block.flat-43']], ['control', 'none'])
  const again = await visitor.post(path, { ...form, decision: 'choose', 'extent.block': 'everything' })
  assert.equal(again.status, 200)
  assert.deepEqual(await devicesOf(token), ['flat-44'])
})
