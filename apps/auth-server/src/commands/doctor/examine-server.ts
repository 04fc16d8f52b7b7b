import { weakerOverrides } from '../../clients/policies.ts'
import type { ServerContext } from '../../context.ts'
import { demoClientIds } from '../../demo/demo-declaration.ts'
import type { Account, Client, KeyRecord } from '../../store/records.ts'
import { timeText } from '../columns.ts'
import { bad, type Finding, ok, warn } from './finding.ts'

const soonMillis = 30 * 86_400_000
/** Clocks that differ by less do no harm. */
const driftMillis = 300_000

/** What the rows tell. */
export async function examineServer({ store, issuer, now }: ServerContext): Promise<readonly Finding[]> {
  const [clients, accounts, keys, skipped] = await Promise.all([
    store.listClients(),
    store.listAccounts(),
    store.listKeys(),
    store.countSkippedGenerations(),
  ])
  const living = clients.filter(({ state }) => state !== 'ended')
  return [
    examineClock(keys, now()),
    examineBackup(skipped),
    examineOperators(accounts),
    ...(issuer.startsWith('https:') ? examineDemo(living) : []),
    ...orOk(
      living.flatMap((client) => examineSecrets(client, now())),
      'secrets',
      'none is weak or expires soon',
    ),
    ...orOk(living.flatMap(examineSwitches), 'switches', 'no client has an unsafe one'),
  ]
}

function orOk(findings: readonly Finding[], what: string, text: string): readonly Finding[] {
  return findings.length > 0 ? findings : [ok(what, text)]
}

/** A key cannot have been made in the future: then this clock is behind, or the one that made it was ahead. */
function examineClock(keys: readonly KeyRecord[], now: number): Finding {
  const newest = Math.max(0, ...keys.map(({ createdAt }) => createdAt))
  if (newest <= now + driftMillis) return ok('clock', `it says ${timeText(now)}`)
  const text = `it says ${timeText(now)}, but a key was made at ${timeText(newest)}; set the clock of this machine`
  return bad('clock', text)
}

function examineBackup(skipped: number): Finding {
  if (skipped === 0) return ok('backup', 'no connection shows signs of a restored backup')
  const text = `${skipped} connections were set back by a restored backup and went on; what was ended after it was taken lives again, so end it once more`
  return warn('backup', text)
}

function examineOperators(accounts: readonly Account[]): Finding {
  const operators = accounts.filter(({ roles, state }) => state === 'active' && roles.includes('operator'))
  return operators.length > 0
    ? ok('operators', String(operators.length))
    : warn('operators', 'there is none; make one: account create EMAIL --role operator')
}

/** Their secrets and passwords are printed at every start, into whatever keeps the output. */
function examineDemo(clients: readonly Client[]): readonly Finding[] {
  const demo = clients.map(({ clientId }) => clientId).filter((id) => demoClientIds.includes(id))
  if (demo.length === 0) return []
  const text = `${demo.join(', ')} are there; end them and the demo accounts before people use this server`
  return [warn('demo', text)]
}

function examineSecrets({ clientId, secrets }: Client, now: number): readonly Finding[] {
  return secrets.flatMap(({ ending, weak, expiresAt }) => {
    const name = `client ${clientId}: the secret that ends in ${ending}`
    const findings: Finding[] = []
    if (weak)
      findings.push(warn('secrets', `${name} is short and can be guessed; give it another: client secret`))
    if (expiresAt !== undefined && expiresAt <= now)
      findings.push(warn('secrets', `${name} has expired; end it: client secret-end`))
    else if (expiresAt !== undefined && expiresAt - now < soonMillis)
      findings.push(warn('secrets', `${name} expires ${timeText(expiresAt)}; give it another: client secret`))
    return findings
  })
}

function examineSwitches({ clientId, allows, policy, overrides }: Client): readonly Finding[] {
  const weaker = weakerOverrides(policy, overrides).map((name) => `overrides.${name}`)
  const unsafe = [...allows, ...weaker]
  if (unsafe.length === 0) return []
  return [
    warn(
      'switches',
      `client ${clientId} has ${unsafe.join(', ')}; take it away when its program can do without`,
    ),
  ]
}
