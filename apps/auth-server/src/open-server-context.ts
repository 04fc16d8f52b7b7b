import { type Clock, createProofMemory } from '@latchkey/protocol'
import type { SqlDriver } from '@latchkey/sql'
import type { Logger } from 'pino'
import { createActivityLog } from './activity/activity-log.ts'
import { createSecretThrottle } from './client-authentication/secret-throttle.ts'
import { createClientKeys } from './clients/client-keys.ts'
import type { ServerContext } from './context.ts'
import type { Homes } from './homes/homes.ts'
import { openHomes } from './homes/open-homes.ts'
import { openKeyRing } from './keys/key-ring.ts'
import type { MasterKeys } from './keys/master-key.ts'
import { createSealer } from './keys/sealer.ts'
import { createPasswordQueue } from './login/password-queue.ts'
import { createLogos } from './logos/logos.ts'
import { guardedOutbound } from './outbound/guarded-outbound.ts'
import type { Brand } from './pages/brand.ts'
import { createDocumentMemory } from './registration/document-memory.ts'
import { readAuthorities } from './sender-constraint/read-authorities.ts'
import type { HostAndPort, MtlsSettings } from './settings.ts'
import { type CachedRecords, cacheRecords } from './store/cached-records.ts'
import type { Change } from './store/records.ts'
import { openSqlStore } from './store/sql/sql-store.ts'
import { createOpenedTokens } from './token/opened-tokens.ts'
import { createUseLog } from './token/use-log.ts'

export interface ServerParts {
  readonly driver: SqlDriver
  readonly master: MasterKeys
  readonly issuer: string
  readonly mtls?: MtlsSettings | undefined
  readonly brand: Brand
  /** As the device API beside us knows them. */
  readonly homes: Homes
  /** Where a device maker's own backend knows them instead. */
  readonly homesUrl?: string | undefined
  readonly log: Logger
  readonly signUp: ServerContext['signUp']
  readonly registration: ServerContext['registration']
  readonly now: Clock
  readonly isTrustedProxy: (address: string) => boolean
  readonly outboundAllow: readonly HostAndPort[]
  readonly trustedCa: string | undefined
}

/** Puts together what every function of the server is given. */
export async function openServerContext(parts: ServerParts): Promise<ServerContext> {
  const { driver, master, issuer, brand, homesUrl, log, signUp, now, isTrustedProxy, trustedCa, mtls } = parts
  let records: CachedRecords | undefined
  const store = await openSqlStore(driver, now, (change: Change) => records?.drop(change))
  records = cacheRecords(store, now)
  const keys = await openKeyRing(store, master, now)
  const httpAllowed = issuer.startsWith('http:')
  const outbound = guardedOutbound({ allow: parts.outboundAllow, httpAllowed, trustedCa })
  return {
    issuer,
    mtlsIssuer: mtls?.issuer,
    brand,
    store,
    records,
    keys,
    sealer: createSealer(keys, issuer, now),
    openedTokens: createOpenedTokens(keys),
    secretThrottle: createSecretThrottle(now),
    passwordQueue: createPasswordQueue(),
    homes: openHomes({ homesUrl, inProcess: parts.homes, keys, issuer, now, trustedCa }),
    uses: createUseLog(store, log),
    outbound,
    trustedCa,
    clientAuthorities: readAuthorities(trustedCa),
    logos: createLogos(outbound, now, log),
    clientKeys: createClientKeys(outbound, now),
    proofMemory: createProofMemory(),
    activity: createActivityLog(store, now, log),
    signUp,
    registration: parts.registration,
    clientDocuments: createDocumentMemory(now),
    now,
    log,
    isTrustedProxy,
    // One place that says whose certificate it is: where this server asks itself, forwarded ones count for nothing.
    isCertificateProxy: mtls?.isHere === false ? isTrustedProxy : () => false,
  }
}
