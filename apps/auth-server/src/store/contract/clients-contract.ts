import assert from 'node:assert/strict'
import { it } from 'node:test'
import { randomToken } from '@latchkey/protocol'
import type { Api, Client } from '../records.ts'
import {
  addFamily,
  allow,
  atOnce,
  beginning,
  day,
  type OpenedStore,
  type Pair,
  sampleAccount,
  sampleClient,
  sampleSecret,
} from './samples.testing.ts'

/** What every store does for clients, their secrets, and the APIs and scopes beside them. */
export function describeClients(opened: () => OpenedStore): void {
  it('finds a client as it was saved', async () => {
    const { store, told } = opened()
    const client = sampleClient({ ownerId: 'somebody', jwks: { keys: [{ kty: 'OKP', kid: 'a' }] } })
    await store.saveClient(client)
    assert.deepEqual(told.at(-1), { kind: 'client', name: client.clientId })
    // JSON leaves out what is undefined; deepEqual of the records as callers see them.
    assert.deepEqual(plain(await store.findClient(client.clientId)), plain(client))
    assert.equal(await store.findClient('nobody'), undefined)
    const listed = (await store.listClients()).find(({ clientId }) => clientId === client.clientId)
    assert.deepEqual(plain(listed), plain(client))
  })

  it('replaces what is declared, and keeps secrets, state and counter', async () => {
    const { store } = opened()
    const client = sampleClient()
    const secret = sampleSecret()
    await store.saveClient(client)
    await store.saveSecret(client.clientId, secret)
    await store.setClientState(client.clientId, 'suspended')
    await store.saveClient({ ...client, name: 'Renamed', verified: false, scopes: ['WRITESYSTEM'] })
    const found = await store.findClient(client.clientId)
    assert.deepEqual([found?.name, found?.verified, found?.scopes], ['Renamed', false, ['WRITESYSTEM']])
    assert.deepEqual([found?.state, found?.counter], ['suspended', 0])
    assert.deepEqual(found?.secrets, [secret])
  })

  it('keeps two secrets beside each other, notes their use and ends all but the named', async () => {
    const { store } = opened()
    const { clientId } = sampleClient()
    await store.saveClient(sampleClient({ clientId }))
    const old = sampleSecret({ expiresAt: beginning + 1000 })
    const young = sampleSecret({ createdAt: beginning + 1, weak: true, label: 'second' })
    for (const secret of [old, young]) await store.saveSecret(clientId, secret)
    await store.touchSecrets([{ clientId, hash: young.hash, at: beginning + 7 }])
    const used = { ...young, lastUsedAt: beginning + 7 }
    assert.deepEqual((await store.findClient(clientId))?.secrets, [old, used])
    await store.saveSecret(clientId, { ...old, label: 'relabelled', expiresAt: undefined })
    assert.equal((await store.findClient(clientId))?.secrets[0]?.label, 'relabelled')
    await store.endSecrets(clientId, [young.hash])
    assert.deepEqual((await store.findClient(clientId))?.secrets, [used])
    await store.endSecrets(clientId, [])
    assert.deepEqual((await store.findClient(clientId))?.secrets, [])
  })

  it('ends a client once and for good', async () => {
    const { store } = opened()
    const { clientId } = sampleClient()
    await store.saveClient(sampleClient({ clientId }))
    await atOnce(5, () => store.setClientState(clientId, 'ended'))
    await store.setClientState(clientId, 'active')
    const found = await store.findClient(clientId)
    assert.deepEqual([found?.state, found?.counter], ['ended', 1])
  })

  it('moves the end of a client that registered itself ahead, never back, and of no other', async () => {
    const { store, told } = opened()
    const { client } = await addRegistered(opened())
    const { clientId } = client
    await store.extendRegistration(clientId, beginning + 9 * day)
    assert.deepEqual(told.at(-1), { kind: 'client', name: clientId })
    await atOnce(5, (n) => store.extendRegistration(clientId, beginning + n * day))
    const end = { tokenHash: client.registration.tokenHash, expiresAt: beginning + 9 * day }
    assert.deepEqual((await store.findClient(clientId))?.registration, end)
    const declared = sampleClient()
    await store.saveClient(declared)
    await store.extendRegistration(declared.clientId, beginning + day)
    assert.equal((await store.findClient(declared.clientId))?.registration, undefined)
  })

  it('forgets a client that registered itself and that nobody uses, with all that was kept of it', async () => {
    const { store, clock, told } = opened()
    const pair = await addRegistered(opened(), 2_000)
    const { client, ...names } = pair
    const { clientId } = client
    await store.saveSecret(clientId, sampleSecret())
    await store.saveMember(clientId, { accountId: pair.accountId, role: 'tester', createdAt: 0 }, 25)
    clock.time = 1_000
    const { id } = await addFamily(opened(), names, { endsAt: 3_000 })
    clock.time = beginning
    for (const time of [1_999, 2_999]) await store.sweep(time, 10)
    assert.notEqual(await store.findClient(clientId), undefined, 'it has a connection')
    const toldBefore = told.length
    assert.equal(await store.sweep(3_000, 10), 2, 'the connection, and then the client')
    assert.equal(await store.findFamily(id), undefined)
    assert.equal(await store.findClient(clientId), undefined)
    assert.equal(await store.findGrant(pair.accountId, clientId), undefined)
    assert.deepEqual(told.slice(toldBefore), [{ kind: 'client', name: clientId }])
    await store.saveClient({ ...client, registration: undefined })
    const again = await store.findClient(clientId)
    assert.deepEqual([again?.secrets, again?.members], [[], []])
  })

  it('forgets no client that an operator vouches for, none whose time is not over, and none that was declared', async () => {
    const { store } = opened()
    const verified = await addRegistered(opened(), 2_000, { verified: true })
    const young = await addRegistered(opened(), 2_001)
    const moved = await addRegistered(opened(), 2_000)
    await store.extendRegistration(moved.clientId, 2_001)
    const declared = sampleClient({ createdAt: 0 })
    await store.saveClient(declared)
    await store.sweep(2_000, 10)
    for (const { clientId } of [verified, young, moved, declared])
      assert.notEqual(await store.findClient(clientId), undefined)
  })

  it('saves, replaces and deletes an API, and refuses an identifier that another one has', async () => {
    const { store, told } = opened()
    const api = sampleApi()
    await store.saveApi(api)
    assert.deepEqual(await store.findApi(api.id), api)
    assert.deepEqual(await store.findApiByIdentifier(api.identifier), api)
    const signed = { ...api, tokenFormat: 'signed', name: 'Meters' } as const
    await store.saveApi(signed)
    assert((await store.listApis()).some(({ id, name }) => id === api.id && name === 'Meters'))
    const toldBefore = told.length
    await assert.rejects(store.saveApi({ ...sampleApi(), identifier: api.identifier }))
    assert.equal(told.length, toldBefore, 'what was not committed is not told')
    await store.deleteApi(api.id)
    assert.equal(await store.findApi(api.id), undefined)
    assert.deepEqual(told.at(-1), { kind: 'api', name: api.id })
  })

  it('saves, renames and deletes a scope', async () => {
    const { store } = opened()
    await store.saveScope({ name: 'meter:read', title: 'Read' })
    await store.saveScope({ name: 'meter:read', title: 'Read your meter' })
    assert.deepEqual(await store.listScopes(), [{ name: 'meter:read', title: 'Read your meter' }])
    await store.deleteScope('meter:read')
    assert.deepEqual(await store.listScopes(), [])
  })
}

/** A client that registered itself, and an account that allowed it something. */
async function addRegistered(
  { store }: OpenedStore,
  expiresAt = beginning + 7 * day,
  more: Partial<Client> = {},
): Promise<
  Pair & { readonly client: Client & { readonly registration: NonNullable<Client['registration']> } }
> {
  const registration = { tokenHash: randomToken(256), expiresAt }
  const client = { ...sampleClient({ verified: false, ...more }), registration }
  const { clientId } = client
  const account = sampleAccount()
  await store.addAccount(account)
  await store.saveClient(client)
  await allow(store, { accountId: account.id, clientId })
  return { accountId: account.id, clientId, client }
}

function sampleApi(): Api {
  const id = randomToken(96)
  return {
    id,
    identifier: `https://${id.toLowerCase()}.example.com`,
    name: 'Meter',
    secretHash: 'hash',
    secretEnding: 'sh',
    tokenFormat: 'sealed',
    signingAlg: 'ES256',
    scopes: ['meter:read'],
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
