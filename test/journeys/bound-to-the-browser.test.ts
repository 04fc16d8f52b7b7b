import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, definition } from '../definition.ts'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { requestUrl } from './app-side.ts'
import { useStage } from './stage.ts'

const stage = useStage(definition)
const url = () => requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback })

type Fields = Record<string, string>

async function loginFields(visitor: Visitor): Promise<Fields> {
  return hiddenFields(await (await visitor.get(url())).text(), 'login-form')
}

async function consentFields(visitor: Visitor): Promise<Fields> {
  const answer = await visitor.post('/login', { ...(await loginFields(visitor)), ...anna })
  const page = await visitor.get(answer.headers.get('location') ?? '')
  return hiddenFields(await page.text(), 'consent-form')
}

function swapped(fields: Fields, name: string, value: string | undefined): Fields {
  const { [name]: _, ...rest } = fields
  return value === undefined ? rest : { ...rest, [name]: value }
}

async function isRefused(answer: Response): Promise<void> {
  assert.equal(answer.status, 403)
  assert.equal(answer.headers.get('location'), null)
  assert.ok(!answer.headers.getSetCookie().some((cookie) => cookie.startsWith('latchkey_session')))
  assert.match(await answer.text(), /open(ed)? (for too long|in another browser)/)
}

test('sign-in takes no form token and no sealed request of another browser', async () => {
  const [own, other] = [newVisitor(stage.issuer), newVisitor(stage.issuer)]
  const [mine, theirs] = [await loginFields(own), await loginFields(other)]
  for (const name of ['form_token', 'request']) {
    await isRefused(await own.post('/login', { ...swapped(mine, name, theirs[name]), ...anna }))
  }
  await isRefused(await own.post('/login', { ...swapped(mine, 'form_token', undefined), ...anna }))
  await isRefused(await own.post('/login', { ...swapped(mine, 'form_token', ''), ...anna }))
  assert.equal((await own.post('/login', { ...mine, ...anna })).status, 303, 'its own are right')
})

test('consent takes no form token and no sealed request of another browser, nor a changed one', async () => {
  const [own, other] = [newVisitor(stage.issuer), newVisitor(stage.issuer)]
  const [mine, theirs] = [await consentFields(own), await consentFields(other)]
  const decision = 'accept'
  const { request = '' } = mine
  const changed = request.slice(0, 60) + (request[60] === 'A' ? 'B' : 'A') + request.slice(61)
  const wrong = [
    swapped(mine, 'form_token', theirs.form_token),
    swapped(mine, 'form_token', undefined),
    swapped(mine, 'request', theirs.request),
    swapped(mine, 'request', undefined),
    swapped(mine, 'request', changed),
    swapped(mine, 'request', request.slice(0, -1)),
    swapped(mine, 'request', '1'),
  ]
  for (const fields of wrong) await isRefused(await own.post('/consent', { ...fields, decision }))
  const right = await own.post('/consent', { ...mine, decision })
  assert.match(right.headers.get('location') ?? '', /[?&]code=/)
})

test('a right form is refused when a browser says that another origin posts it', async () => {
  const visitor = newVisitor(stage.issuer)
  const fields = { ...(await consentFields(visitor)), decision: 'accept' }
  for (const origin of ['https://evil.example.net', 'null', `${stage.issuer}.evil.example.net`]) {
    await isRefused(await visitor.post('/consent', fields, { origin }))
  }
})

test('the way back to a request carries nobody’s answer: another browser that follows it is asked', async () => {
  const [own, other] = [newVisitor(stage.issuer), newVisitor(stage.issuer)]
  const answer = await own.post('/login', { ...(await loginFields(own)), ...anna })
  const page = await (await other.get(answer.headers.get('location') ?? '')).text()
  assert.match(page, /id="login-form"/)
})
