import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CrashClient, rememberedClients } from './crash-client.ts'
import { type Connection, type Ledger, takeIdle, withdraw } from './crash-ledger.ts'
import { anna } from './definition.ts'
import { allowedCode, type Visitor } from './sign-in.ts'

/** More steps than a lane ever gets to before its server is killed. */
const mostSteps = 5_000

/** One request after the other until the server is gone. A step that was under way then is in doubt and not written down. */
async function lane(step: () => Promise<void>, killed: AbortSignal): Promise<void> {
  for (let count = 0; count < mostSteps && !killed.aborted; count++) {
    try {
      await step()
    } catch (error) {
      // What `fetch` throws when a connection breaks; anything else is a wrong answer.
      if (error instanceof TypeError) return
      throw error
    }
  }
}

/** Redeems, rotates, revokes, consents and writes until the server is killed; the ledger holds what was answered. */
export async function runLoad(
  client: CrashClient,
  visitor: Visitor,
  ledger: Ledger,
  killed: AbortSignal,
): Promise<void> {
  const steps = [consent, redeem, redeem, rotate, rotate, rotate, revoke, remember, writeDevice]
  await Promise.all(steps.map((step) => lane(() => step(client, ledger, visitor), killed)))
}

const fewestLeft = 12

const pause = () => sleep(5)

async function consent(client: CrashClient, ledger: Ledger, visitor: Visitor): Promise<void> {
  const code = await allowedCode(visitor, client.authorizeUrl(), anna)
  ledger.secrets.add(code)
  ledger.codes.push(code)
}

async function redeem(client: CrashClient, ledger: Ledger): Promise<void> {
  // A few stay unspent, so that there are some when the server is killed.
  const code = ledger.codes.length > 4 ? ledger.codes.shift() : undefined
  if (code === undefined) return pause()
  const { status, json } = await client.redeem(code)
  assert.equal(status, 200, JSON.stringify(json))
  const tokens = [String(json.access_token), String(json.refresh_token)] as const
  ledger.connections.push({ code, accessTokens: [tokens[0]], refreshTokens: [tokens[1]], busy: false })
}

async function rotate(client: CrashClient, ledger: Ledger): Promise<void> {
  const connection = takeIdle(ledger)
  if (connection === undefined) return pause()
  await rotateOnce(client, connection)
}

export async function rotateOnce(client: CrashClient, connection: Connection): Promise<void> {
  const { status, json } = await client.refresh(connection.refreshTokens.at(-1) ?? '')
  assert.equal(status, 200, JSON.stringify(json))
  connection.accessTokens.push(String(json.access_token))
  connection.refreshTokens.push(String(json.refresh_token))
  connection.busy = false
}

async function revoke(client: CrashClient, ledger: Ledger): Promise<void> {
  await sleep(30)
  // On a slow machine it must not end all that the others make.
  const connection = ledger.connections.length < fewestLeft ? undefined : takeIdle(ledger)
  if (connection === undefined) return
  withdraw(ledger, connection)
  const { status } = await client.revoke(connection.refreshTokens.at(-1) ?? '')
  assert.equal(status, 200)
  ledger.revoked.push(connection)
}

async function remember(client: CrashClient, ledger: Ledger, visitor: Visitor): Promise<void> {
  await sleep(100)
  const clientId = rememberedClients[ledger.allowed.length]
  if (clientId === undefined) return
  await allowedCode(visitor, client.authorizeUrl(clientId), anna)
  ledger.allowed.push(clientId)
}

async function writeDevice(client: CrashClient, ledger: Ledger): Promise<void> {
  await sleep(10)
  const accessToken = ledger.connections.at(-1)?.accessTokens[0]
  if (accessToken === undefined) return
  const name = `Hall ${Math.random().toString(36).slice(2, 8)}`
  ledger.name.sent = name
  const { status } = await client.renameDevice(accessToken, name)
  // The connection may have been revoked meanwhile.
  if (status === 200) ledger.name.answered = name
}
