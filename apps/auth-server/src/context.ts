import type { X509Certificate } from 'node:crypto'
import type { Clock, ProofMemory } from '@latchkey/protocol'
import type { Logger } from 'pino'
import type { ActivityLog } from './activity/activity-log.ts'
import type { SecretThrottle } from './client-authentication/secret-throttle.ts'
import type { ClientKeys } from './clients/client-keys.ts'
import type { Homes } from './homes/homes.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { Sealer } from './keys/sealer.ts'
import type { PasswordQueue } from './login/password-queue.ts'
import type { Logos } from './logos/logos.ts'
import type { Outbound } from './outbound/outbound.ts'
import type { Brand } from './pages/brand.ts'
import type { DocumentMemory } from './registration/document-memory.ts'
import type { CachedRecords } from './store/cached-records.ts'
import type { Store } from './store/store.ts'
import type { OpenedTokens } from './token/opened-tokens.ts'
import type { UseLog } from './token/use-log.ts'

/** What every function of the server is given. Nothing else is global. */
export interface ServerContext {
  /** An origin without path. */
  readonly issuer: string
  /** The origin at which clients show certificates (RFC 8705 §5); `undefined`: nowhere. */
  readonly mtlsIssuer: string | undefined
  readonly brand: Brand
  readonly store: Store
  readonly records: CachedRecords
  readonly keys: KeyRing
  readonly sealer: Sealer
  readonly openedTokens: OpenedTokens
  readonly secretThrottle: SecretThrottle
  readonly passwordQueue: PasswordQueue
  readonly homes: Homes
  readonly uses: UseLog
  readonly outbound: Outbound
  /** PEM certificates of authorities to be trusted besides the public ones, of servers that we call and of clients. */
  readonly trustedCa: string | undefined
  /** Those of them that may vouch for clients. */
  readonly clientAuthorities: readonly X509Certificate[]
  readonly clientKeys: ClientKeys
  readonly logos: Logos
  /** The DPoP proofs that this process has seen. */
  readonly proofMemory: ProofMemory
  readonly activity: ActivityLog
  /** Whether strangers may make an account. */
  readonly signUp: 'open' | 'closed'
  /** Whether programs may register themselves (RFC 7591). */
  readonly registration: 'open' | 'closed'
  /** Which documents of clients whose ids are addresses this process has read lately. */
  readonly clientDocuments: DocumentMemory
  readonly now: Clock
  readonly log: Logger
  /** Whether an address is a proxy of ours, whose forwarded headers count. */
  readonly isTrustedProxy: (address: string) => boolean
  /** Whether an address is a proxy of ours that asks for certificates and forwards them. */
  readonly isCertificateProxy: (address: string) => boolean
}
