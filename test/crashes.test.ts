import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertDatabasesWhole, assertNothingLost } from './crash-checks.ts'
import { crashClient, crashDefinition } from './crash-client.ts'
import { newLedger } from './crash-ledger.ts'
import { runLoad } from './crash-load.ts'
import { anna } from './definition.ts'
import { freePort } from './free-port.ts'
import { assertSilentOf } from './log-secrets.ts'
import { allowedCode, newVisitor } from './sign-in.ts'
import { type RunningLatchkey, startLatchkey } from './start-latchkey.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-crashes-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const crashes = 20

test('kill -9 under load, twenty times: nothing that was acknowledged is lost', async (t) => {
  const port = await freePort()
  const ledger = newLedger()
  const issuer = `http://localhost:${port}`
  const visitor = newVisitor(issuer)
  const client = crashClient(issuer, ledger)
  let running: RunningLatchkey = await startLatchkey({ folder, port, definition: crashDefinition })
  try {
    // Signs in, once for all crashes.
    ledger.codes.push(await allowedCode(visitor, client.authorizeUrl(), anna))
    for (let crash = 0; crash < crashes; crash++) {
      const killed = new AbortController()
      const load = runLoad(client, visitor, ledger, killed.signal)
      await sleep(500 + Math.random() * 700)
      await running.kill()
      killed.abort()
      await load
      assertSilentOf(running.output, ledger.secrets)
      assertDatabasesWhole(folder)
      running = await startLatchkey({ folder, port })
      await assertNothingLost(client, visitor, ledger)
    }
    const { connections, revoked, allowed } = ledger
    const rotations = [...connections, ...revoked].flatMap(({ refreshTokens }) => refreshTokens.slice(1))
    t.diagnostic(
      `${connections.length} connections, ${revoked.length} ended, ${rotations.length} rotations, ${allowed.length} remembered`,
    )
    assert.ok(connections.length > 0 && revoked.length > 0 && rotations.length > 0 && allowed.length > 0)
    assert.equal(await running.stop(), 0)
  } finally {
    await running.kill()
  }
})
