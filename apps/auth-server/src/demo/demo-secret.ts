import { hkdfSync } from 'node:crypto'
import type { MasterKeys } from '../keys/master-key.ts'

/**
 * A demo's secret, the same at every start because it is derived from the master key (HKDF-SHA-256, RFC 5869), so that it
 * need not be kept in clear. `characters`: hex digits, four bits each.
 */
export function demoSecret([master]: MasterKeys, purpose: string, characters: number): string {
  const bytes = hkdfSync('sha256', master, '', `latchkey demo ${purpose}`, Math.ceil(characters / 2))
  return Buffer.from(bytes).toString('hex').slice(0, characters)
}

export function demoPassword(master: MasterKeys, email: string): string {
  return demoSecret(master, `password of ${email}`, 16)
}

export function demoClientSecret(master: MasterKeys, clientId: string): string {
  return demoSecret(master, `secret of ${clientId}`, 48)
}
