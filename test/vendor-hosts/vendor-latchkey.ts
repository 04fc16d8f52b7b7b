import { readFileSync } from 'node:fs'
import { type RunningLatchkey, type StartOptions, startLatchkey } from '../start-latchkey.ts'

// A server that is reached by the names of the vendors' own hosts.

export const vendorNames = {
  nest: ['home.nest.com', 'api.home.nest.com', 'developer-api.nest.com'],
  honeywell: ['api.honeywell.com', 'api.honeywellhome.com'],
  nibe: ['api.nibeuplink.com'],
  gogox: ['stag-hk-api.gogox.com', 'tw-api.gogox.com'],
} as const

/** Where Nest's entry host sent its programs. */
export const nestDevices = 'firebase-apiserver01-tah01-iad01.dapi.production.nest.com'

export const vendorEnv: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(vendorNames).map(([vendor, names]) => [
    `LATCHKEY_HOSTS_${vendor.toUpperCase()}`,
    names.join(','),
  ]),
)

const declarationFile = new URL('../../packages/dialects/src/recorded/declaration.json', import.meta.url)

/** The clients of the recorded exchanges, whose secrets are those that the vendors' pages print. */
export async function startVendorLatchkey({ env, ...options }: StartOptions = {}): Promise<RunningLatchkey> {
  const latchkey = await startLatchkey({ ...options, env: { ...vendorEnv, ...env } })
  await latchkey.apply(JSON.parse(readFileSync(declarationFile, 'utf8')), '--weak')
  return latchkey
}

export const nestClient = {
  id: '0b5e8c1d-7a1f-4c3e-9d52-6f1f0a2b3c4d',
  secret: 'nestSecretOfTwentyFiveAbc',
} as const
