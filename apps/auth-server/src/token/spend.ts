import { OAuthError } from '@latchkey/protocol'
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts'
import type { ServerContext } from '../context.ts'
import type { Counters, Family } from '../store/records.ts'
import { refreshEnds, reuseMillisOf } from './begin-family.ts'
import type { Spend } from './permission.ts'
import { refreshRefused } from './refresh-refused.ts'
import type { DatedRefreshToken } from './refresh-token.ts'

/** What was paid for: the counters of that very transaction, and what the new tokens belong to. */
export interface Spent {
  readonly counters: Counters
  readonly familyId: string | undefined
  readonly refreshToken: DatedRefreshToken | undefined
  readonly lastingToken: string | undefined
}

type SpendOf<K extends Spend['kind']> = Extract<Spend, { kind: K }>

/** Spends and saves in one store verb. Throws `invalid_grant` when another was faster, or something is over. */
export function spend(
  server: ServerContext,
  authenticated: AuthenticatedClient,
  spends: Spend,
): Promise<Spent> {
  switch (spends.kind) {
    case 'nothing':
      return Promise.resolve({ ...nothingElse, counters: { client: authenticated.client.counter } })
    case 'code':
      return spendCode(server, spends)
    case 'generation':
      return spendGeneration(server, authenticated, spends)
    case 'kept':
      return keep(server, authenticated, spends)
  }
}

const nothingElse = { familyId: undefined, refreshToken: undefined, lastingToken: undefined }

async function spendCode(server: ServerContext, { hash, family, begins }: SpendOf<'code'>): Promise<Spent> {
  const redemption = await server.store.redeemCode(hash, family, server.now())
  if (redemption.outcome !== 'redeemed') throw codeRefused(redemption.outcome)
  const { secret, lastingToken } = begins
  const refreshToken = secret && { secret, generation: 0, madeAt: family.createdAt }
  return { counters: redemption.counters, familyId: family.id, refreshToken, lastingToken }
}

function codeRefused(outcome: 'spent' | 'expired' | 'unknown' | 'refused'): OAuthError {
  const reasons = {
    spent: { kind: 'code spent' },
    expired: { kind: 'code expired' },
    unknown: { kind: 'code not found' },
    refused: { kind: 'account not active' },
  } as const
  const sentences = {
    spent: 'The authorization code was used before; what it had bought is ended now.',
    expired: 'The authorization code has expired.',
    unknown: 'The authorization code is not known.',
    refused: 'What the authorization code stands for was taken back.',
  }
  return new OAuthError('invalid_grant', sentences[outcome], { reason: reasons[outcome] })
}

async function spendGeneration(
  server: ServerContext,
  { client, policy }: AuthenticatedClient,
  { family, secret, presented, binds }: SpendOf<'generation'>,
): Promise<Spent> {
  const now = server.now()
  const { refreshExpiresAt, endsAt } = refreshEnds(policy, family.createdAt, now)
  const reuseMillis = reuseMillisOf(client, policy)
  const secretHash = family.secretHash ?? ''
  const advanced = await server.store.advanceFamily({
    secretHash,
    presented,
    now,
    reuseMillis,
    refreshExpiresAt,
    endsAt,
    binds: binds && { confirmation: binds, authentication: family.authentication },
  })
  if (advanced.outcome === 'replayed')
    throw refreshRefused({ kind: 'refresh token replayed', family: family.id })
  if (advanced.outcome === 'refused') throw refreshRefused({ kind: 'family ended' })
  const refreshToken = { secret, generation: advanced.generation, madeAt: advanced.rotatedAt }
  return { counters: advanced.counters, familyId: family.id, refreshToken, lastingToken: undefined }
}

async function keep(
  server: ServerContext,
  { policy }: AuthenticatedClient,
  { family, secret, presented }: SpendOf<'kept'>,
): Promise<Spent> {
  const counters = await server.store.findCounters(family.id)
  if (counters === undefined) throw refreshRefused({ kind: 'family ended' })
  noteUse(server, family, refreshEnds(policy, family.createdAt, server.now()))
  return {
    counters,
    familyId: family.id,
    refreshToken: { secret, generation: presented, madeAt: family.rotatedAt || family.createdAt },
    lastingToken: undefined,
  }
}

function noteUse(server: ServerContext, family: Family, ends: ReturnType<typeof refreshEnds>): void {
  server.uses.family({
    id: family.id,
    at: server.now(),
    refreshExpiresAt: ends.refreshExpiresAt,
    endsAt: ends.endsAt,
  })
}
