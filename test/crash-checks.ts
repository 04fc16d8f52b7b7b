import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { CrashClient } from './crash-client.ts'
import { type Ledger, sample, takeIdle, withdraw } from './crash-ledger.ts'
import { rotateOnce } from './crash-load.ts'
import type { Visitor } from './sign-in.ts'

/** Opens what the killed server left, as the next server will. */
export function assertDatabasesWhole(folder: string): void {
  for (const file of ['latchkey.db', 'homes.db']) {
    const database = new DatabaseSync(join(folder, file))
    assert.deepEqual({ ...database.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' }, file)
    database.close()
  }
}

/** Everything that was acknowledged is still so: on all of the last moments and on some of what is older. */
export async function assertNothingLost(
  client: CrashClient,
  visitor: Visitor,
  ledger: Ledger,
): Promise<void> {
  await checkConnections(client, ledger)
  await checkRevoked(client, ledger)
  await checkSpentCodes(client, ledger)
  await checkOldGenerations(client, ledger)
  await checkUnspentCodes(client, ledger)
  await checkConsents(client, visitor, ledger)
  await checkDevice(client, ledger)
}

/** The last answered successor is accepted, also where the next answer was lost: then it is the generation before. */
async function checkConnections(client: CrashClient, ledger: Ledger): Promise<void> {
  const inDoubt = ledger.connections.filter(({ busy }) => busy)
  for (const connection of new Set([...inDoubt, ...sample(ledger.connections, 12)])) {
    assert.ok(await client.isActive(connection.accessTokens.at(-1) ?? ''), 'an access token is lost')
    await rotateOnce(client, connection)
  }
}

async function checkRevoked(client: CrashClient, ledger: Ledger): Promise<void> {
  for (const { accessTokens, refreshTokens } of sample(ledger.revoked, 6)) {
    for (const token of accessTokens.slice(-3)) assert.equal(await client.isActive(token), false)
    assert.equal((await client.refresh(refreshTokens.at(-1) ?? '')).status, 400)
  }
}

/** A spent code stays spent, and its replay ends the connection. */
async function checkSpentCodes(client: CrashClient, ledger: Ledger): Promise<void> {
  const connection = takeIdle(ledger)
  if (connection === undefined) return
  withdraw(ledger, connection)
  assert.equal((await client.redeem(connection.code)).status, 400, 'a code was good twice')
  assert.equal(await client.isActive(connection.accessTokens.at(-1) ?? ''), false)
  ledger.revoked.push(connection)
}

/** Two generations ago is beyond every window: refused, and a sign of theft. */
async function checkOldGenerations(client: CrashClient, ledger: Ledger): Promise<void> {
  const connection = takeIdle(ledger, ({ refreshTokens }) => refreshTokens.length > 3)
  if (connection === undefined) return
  withdraw(ledger, connection)
  assert.equal((await client.refresh(connection.refreshTokens.at(-3) ?? '')).status, 400, 'an old generation')
  assert.equal(await client.isActive(connection.accessTokens.at(-1) ?? ''), false)
  ledger.revoked.push(connection)
}

async function checkUnspentCodes(client: CrashClient, ledger: Ledger): Promise<void> {
  for (const code of ledger.codes.splice(0)) {
    const { status, json } = await client.redeem(code)
    assert.equal(status, 200, `a code is lost: ${JSON.stringify(json)}`)
  }
}

/** The session that was begun before all crashes lives, and who was allowed need not ask again. */
async function checkConsents(client: CrashClient, visitor: Visitor, ledger: Ledger): Promise<void> {
  for (const clientId of sample(ledger.allowed, 3)) {
    const response = await visitor.get(client.authorizeUrl(clientId, 'none'))
    const location = response.headers.get('location') ?? (await response.text())
    assert.match(location, /[?&]code=/, `what was allowed to ${clientId} is lost`)
  }
}

async function checkDevice(client: CrashClient, ledger: Ledger): Promise<void> {
  const accessToken = ledger.connections.at(-1)?.accessTokens.at(-1)
  if (accessToken === undefined) return
  const name = await client.nameOfDevice(accessToken)
  assert.ok(name === ledger.name.answered || name === ledger.name.sent, `the device is called ${name}`)
  ledger.name.answered = String(name)
}
