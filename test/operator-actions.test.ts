import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPasswordReset } from '../apps/auth-server/src/login/password-reset.ts'
import { sampleClient } from '../apps/auth-server/src/store/contract/samples.testing.ts'
import type { Account, Client } from '../apps/auth-server/src/store/records.ts'
import { plain, submit, textOf } from './console/developer.ts'
import { type OperatorStage, openOperatorStage } from './operator-visitor.ts'
import type { Visitor } from './sign-in.ts'

let stage: OperatorStage
let olga: Visitor
before(async () => {
  stage = await openOperatorStage()
  olga = await stage.visitor(stage.olga)
})
after(() => stage.opened.close())

const store = () => stage.opened.server.store

async function app(more: Partial<Client> = {}): Promise<string> {
  const client = sampleClient(more)
  await store().saveClient(client)
  return client.clientId
}

/** Answers the form of an action's page; what it leads to. */
async function act(path: string, fields: Readonly<Record<string, string>> = {}, who = olga) {
  const { response, page } = await submit(who, path, 'action-form', fields)
  return { status: response.status, location: response.headers.get('location'), page: plain(page) }
}

async function entries(kind: 'account' | 'client', id: string) {
  const found = await store().listAudit({ subject: { kind, id }, most: 50 })
  return found.map(({ actor, action }) => {
    assert.deepEqual(actor, { accountId: stage.olga.id, name: 'olga@example.com' })
    return action
  })
}

async function mark(kind: 'account' | 'client', id: string) {
  const found = kind === 'client' ? await store().findClient(id) : await store().findAccount(id)
  return [found?.state, found?.counter]
}

for (const kind of ['client', 'account'] as const) {
  const noun = kind === 'client' ? 'app' : 'account'
  const made = async () => (kind === 'client' ? app() : (await stage.account()).id)
  const confirmation = async (id: string) =>
    kind === 'client' ? id : ((await store().findAccount(id))?.email ?? '')

  test(`an ${noun} is suspended and restored, and keeps its counter`, async () => {
    const id = await made()
    const path = `/operator/${noun}s/${id}`
    const shown = plain(await (await olga.get(`${path}/suspend`)).text())
    assert.match(shown, /Nothing is lost/)
    assert.deepEqual(await mark(kind, id), ['active', 0], 'looking does nothing')
    assert.equal((await act(`${path}/suspend`)).location, `${path}?done=suspend`)
    assert.deepEqual(await mark(kind, id), ['suspended', 0])
    assert.match(await (await olga.get(`${path}/suspend`)).text(), /is suspended already/)
    assert.equal((await act(`${path}/restore`)).location, `${path}?done=restore`)
    assert.deepEqual(await mark(kind, id), ['active', 0])
    assert.match(await (await olga.get(`${path}/restore`)).text(), /is not suspended/)
    assert.deepEqual((await entries(kind, id)).toSorted(), [`${noun} restored`, `${noun} suspended`])
  })

  test(`an ${noun} is ended for good, and only by who types what it is called`, async () => {
    const id = await made()
    const path = `/operator/${noun}s/${id}`
    for (const wrong of ['', 'something else', `${await confirmation(id)}x`]) {
      const refused = await act(`${path}/end`, { confirmation: wrong })
      assert.equal(refused.status, 400)
      assert.match(refused.page, /Nothing was done[\s\S]*id="confirmation-error"/)
    }
    assert.deepEqual(await mark(kind, id), ['active', 0])
    const ended = await act(`${path}/end`, { confirmation: ` ${await confirmation(id)} ` })
    assert.equal(ended.location, `${path}?done=end`)
    assert.deepEqual(await mark(kind, id), ['ended', 1])
    for (const part of kind === 'client'
      ? ['suspend', 'restore', 'end', 'verify', 'unverify']
      : ['suspend', 'restore', 'end', 'roles', 'reset']) {
      const page = await (await olga.get(`${path}/${part}`)).text()
      assert.match(page, /was ended/, part)
      assert.doesNotMatch(page, /<form[^>]*method="post"/, part)
    }
    assert.deepEqual(await entries(kind, id), [`${noun} ended`])
  })

  test(`a form that was open while the ${noun} became another one says so`, async () => {
    const id = await made()
    const path = `/operator/${noun}s/${id}`
    const [first, second] = [await act(`${path}/suspend`), await sendLate(path, id)]
    assert.equal(first.status, 303)
    assert.equal(second, 409)
    assert.equal((await entries(kind, id)).length, 1)
  })
}

/** Sends the form of a page that was shown before somebody else suspended. */
async function sendLate(path: string, id: string): Promise<number> {
  const other = path.replace(id, '') + (path.includes('/apps/') ? await app() : (await stage.account()).id)
  const page = await (await olga.get(`${other}/suspend`)).text()
  const token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? assert.fail(page)
  return (await olga.post(`${path}/suspend`, { form_token: token })).status
}

test('an operator does none of it to themselves, whatever the form says', async () => {
  const path = `/operator/accounts/${stage.olga.id}`
  const page = await (await olga.get(path)).text()
  assert.doesNotMatch(page, /\/(?:suspend|end)"/)
  for (const part of ['suspend', 'end']) {
    assert.match(await (await olga.get(`${path}/${part}`)).text(), /This is your own account/)
    const token = /name="form_token" value="([^"]+)"/.exec(
      await (await olga.get(`${path}/roles`)).text(),
    )?.[1]
    const form = { form_token: token ?? '', confirmation: 'olga@example.com' }
    assert.equal((await olga.post(`${path}/${part}`, form)).status, 409)
  }
  const { status, page: again } = await act(`${path}/roles`, { 'role-operator': '', 'role-homeowner': 'on' })
  assert.equal(status, 303, 'a box that is sent is ticked, whatever it holds')
  const refused = await submitWithout(`${path}/roles`, ['role-operator'])
  assert.equal(refused.status, 409)
  assert.match(refused.page, /cannot take the operator’s role from yourself/)
  assert.equal(again.includes('Problem'), false)
  assert.equal((await store().findAccount(stage.olga.id))?.roles.includes('operator'), true)
})

/** The roles of the form, without some. */
async function submitWithout(path: string, names: readonly string[]) {
  const shown = await (await olga.get(path)).text()
  const token = /name="form_token" value="([^"]+)"/.exec(shown)?.[1] ?? ''
  const ticked = [...shown.matchAll(/name="(role-\w+)" value="on" checked/g)].map(([, name = '']) => name)
  const kept = ticked.filter((name) => !names.includes(name)).map((name) => [name, 'on'])
  const response = await olga.post(path, { form_token: token, ...Object.fromEntries(kept) })
  return { status: response.status, page: plain(await response.text()) }
}

test('the last operator stays, also when two act against each other at once', async () => {
  const otto = await stage.account({ email: 'otto@example.com', roles: ['operator'] })
  const ottos = await stage.visitor(otto)
  const forms = await Promise.all([
    formOf(olga, `/operator/accounts/${otto.id}/suspend`),
    formOf(ottos, `/operator/accounts/${stage.olga.id}/suspend`),
  ])
  const answers = await Promise.all([
    olga.post(`/operator/accounts/${otto.id}/suspend`, forms[0]),
    ottos.post(`/operator/accounts/${stage.olga.id}/suspend`, forms[1]),
  ])
  const statuses = answers.map(({ status }) => status).toSorted()
  assert.deepEqual(statuses, [303, 409])
  const refused = answers.find(({ status }) => status === 409)
  assert.match(plain((await refused?.text()) ?? ''), /no operator would be left/)
  const accounts = await Promise.all([stage.olga.id, otto.id].map((id) => store().findAccount(id)))
  assert.equal(accounts.filter((one) => one?.state === 'active').length, 1)
  for (const { id } of [stage.olga, otto]) await store().setAccountState(id, 'active')
  await store().setAccountState(otto.id, 'ended')
})

async function formOf(visitor: Visitor, path: string): Promise<Record<string, string>> {
  const page = await (await visitor.get(path)).text()
  return { form_token: /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? assert.fail(page) }
}

test('roles are changed, told and count at once', async () => {
  const account = await stage.account({ roles: ['homeowner'] })
  const path = `/operator/accounts/${account.id}`
  assert.equal((await act(`${path}/roles`, { 'role-operator': 'on' })).location, `${path}?done=roles`)
  assert.deepEqual((await store().findAccount(account.id))?.roles, ['homeowner', 'operator'])
  assert.equal((await (await stage.visitor(account)).get('/operator')).status, 200)
  const none = await submitWithout(`${path}/roles`, ['role-operator', 'role-homeowner'])
  assert.equal(none.status, 409)
  assert.match(none.page, /Choose at least one role/)
  assert.equal((await submitWithout(`${path}/roles`, ['role-operator'])).status, 303)
  assert.equal((await (await stage.visitor(account)).get('/operator')).status, 404)
  assert.equal((await submitWithout(`${path}/roles`, [])).status, 303)
  assert.deepEqual(await entries('account', account.id), ['account changed', 'account changed'])
})

test('a link to set a password is told, shown once, and works', async () => {
  const account = await stage.account()
  const path = `/operator/accounts/${account.id}/reset`
  const asked = await (await olga.get(path)).text()
  assert.doesNotMatch(asked, /token=/)
  assert.deepEqual(await entries('account', account.id), [])
  const { status, page } = await act(path)
  assert.equal(status, 200)
  const link = new URL(textOf(page, 'reset-link'))
  assert.equal(link.origin + link.pathname, 'https://id.example.com/reset')
  const token = link.searchParams.get('token') ?? undefined
  assert.equal((await openPasswordReset(stage.opened.server, token))?.id, account.id)
  assert.deepEqual(await entries('account', account.id), ['password reset link made'])
  assert.doesNotMatch(await (await olga.get('/operator/audit.jsonl')).text(), /token=/)
  await store().setAccountState(account.id, 'suspended')
  assert.match(await (await olga.get(path)).text(), /Restore it first/)
})

test('an app is verified as it was seen, and what it became meanwhile is shown instead', async () => {
  const owner = await stage.account()
  const changes: readonly ((client: Client, heir: Account) => Promise<unknown>)[] = [
    (client) => store().saveClient({ ...client, name: 'Another name' }),
    (client) => store().saveClient({ ...client, publisher: 'Somebody else' }),
    (client) => store().saveClient({ ...client, redirectUris: ['https://evil.example/cb'] }),
    (client, heir) => store().saveClient({ ...client, ownerId: heir.id }),
    ({ clientId }, heir) =>
      store().saveMember(clientId, { accountId: heir.id, role: 'developer', createdAt: 1 }, 5),
  ]
  for (const change of changes) {
    const clientId = await app({ verified: false, ownerId: owner.id })
    const client = (await store().findClient(clientId)) ?? assert.fail()
    const path = `/operator/apps/${clientId}/verify`
    const { form_token, seen } = await seenForm(path)
    await change(client, await stage.account())
    const stale = await olga.post(path, { form_token, seen })
    assert.equal(stale.status, 409)
    assert.match(plain(await stale.text()), /was changed while you looked, and nothing was verified/)
    assert.equal((await store().findClient(clientId))?.verified, false)
    assert.deepEqual(await entries('client', clientId), [])
    const again = await act(path)
    assert.equal(again.location, `/operator/apps/${clientId}?done=verify`)
    assert.equal((await store().findClient(clientId))?.verified, true)
    assert.deepEqual(await entries('client', clientId), ['app verified'])
  }
})

async function seenForm(path: string) {
  const page = await (await olga.get(path)).text()
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? assert.fail(name)
  return { form_token: hidden('form_token'), seen: hidden('seen') }
}

test('secrets and invited people come and go while an operator looks; a verification needs what was seen', async () => {
  const clientId = await app({ verified: false })
  const path = `/operator/apps/${clientId}/verify`
  const { form_token, seen } = await seenForm(path)
  for (const wrong of ['', 'x', `${seen}x`])
    assert.equal((await olga.post(path, { form_token, seen: wrong })).status, 409)
  assert.equal((await olga.post(path, { form_token })).status, 409)
  await store().saveMember(clientId, { accountId: 'somebody', role: 'tester', createdAt: 1 }, 5)
  assert.equal((await olga.post(path, { form_token, seen })).status, 303)
  assert.equal((await olga.post(path, { form_token, seen })).status, 409, 'it is verified already')
  assert.equal(
    (await act(`/operator/apps/${clientId}/unverify`)).location,
    `/operator/apps/${clientId}?done=unverify`,
  )
  const now = await store().findClient(clientId)
  assert.deepEqual([now?.verified, now?.verificationAskedAt], [false, undefined])
  assert.match(await (await olga.get(`/operator/apps/${clientId}/unverify`)).text(), /is not verified/)
  assert.deepEqual((await entries('client', clientId)).toSorted(), [
    'app verification taken back',
    'app verified',
  ])
})
