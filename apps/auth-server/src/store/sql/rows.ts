import type { Row, Statement } from '@latchkey/sql'
import type {
  Account,
  Api,
  Client,
  ClientDocument,
  ClientMember,
  ClientSecret,
  Code,
  Family,
  Grant,
  KeyRecord,
  SelfRegistration,
  Session,
} from '../records.ts'

// Rows → records, one function a table; long because every column stands here once.

// Statements name their columns: another version of the server may have added some beside.
export const accountColumns = `id, email, password_hash, roles, claims, state, counter, created_at, updated_at`
export const clientColumns = `client_id, name, owner_id, document, verified, verification_asked_at, registration_token_hash, expires_at,
  state, counter, created_at`
export const memberColumns = `client_id, account_id, role, created_at`
export const secretColumns = `client_id, hash, ending, label, weak, created_at, expires_at, last_used_at`
export const apiColumns = `id, identifier, name, secret_hash, secret_ending, document`
export const sessionColumns = `id_hash, account_id, signed_in_at, last_seen_at, expires_at, session_id`
export const grantColumns = `account_id, client_id, scope, claims, details, state, counter, created_at`
export const codeColumns = `hash, client_id, account_id, document, expires_at, family_id`
export const familyColumns = `id, secret_hash, token_hash, client_id, account_id, scope, scope_text, audience, details, generation,
  rotated_at, token_expires_at, refresh_expires_at, refresh_ends_at, ends_at, signed_in_at, state, counter, created_at,
  last_used_at, document`
export const keyColumns = `id, kind, wrapped, public_jwk, created_at, usable_at, retired_at, ended_at`

/** JSON that our own statements wrote. */
export function parsed<T>(row: Row, column: string): T {
  return JSON.parse(String(row[column])) as T
}

export function text(row: Row, column: string): string {
  return String(row[column])
}

export function textOrNone(row: Row, column: string): string | undefined {
  const value = row[column]
  return value === null || value === undefined ? undefined : String(value)
}

export function number(row: Row, column: string): number {
  return Number(row[column])
}

export function numberOrNone(row: Row, column: string): number | undefined {
  const value = row[column]
  return value === null || value === undefined ? undefined : Number(value)
}

function mark(row: Row): Pick<Account, 'state' | 'counter'> {
  return { state: text(row, 'state') as Account['state'], counter: number(row, 'counter') }
}

export function accountOf(row: Row): Account {
  const updatedAt = numberOrNone(row, 'updated_at')
  return {
    id: text(row, 'id'),
    email: text(row, 'email'),
    passwordHash: text(row, 'password_hash'),
    roles: parsed(row, 'roles'),
    claims: parsed(row, 'claims'),
    createdAt: number(row, 'created_at'),
    ...(updatedAt !== undefined && { updatedAt }),
    ...mark(row),
  }
}

export function sessionOf(row: Row): Session {
  const sessionId = textOrNone(row, 'session_id')
  return {
    idHash: text(row, 'id_hash'),
    accountId: text(row, 'account_id'),
    signedInAt: number(row, 'signed_in_at'),
    lastSeenAt: number(row, 'last_seen_at'),
    expiresAt: number(row, 'expires_at'),
    ...(sessionId !== undefined && { sessionId }),
  }
}

export function secretOf(row: Row): ClientSecret {
  return {
    hash: text(row, 'hash'),
    ending: text(row, 'ending'),
    label: text(row, 'label'),
    weak: number(row, 'weak') === 1,
    createdAt: number(row, 'created_at'),
    expiresAt: numberOrNone(row, 'expires_at'),
    lastUsedAt: numberOrNone(row, 'last_used_at'),
  }
}

export function memberOf(row: Row): ClientMember {
  return {
    accountId: text(row, 'account_id'),
    role: text(row, 'role') as ClientMember['role'],
    createdAt: number(row, 'created_at'),
  }
}

export function clientOf(row: Row, parts: Pick<Client, 'secrets' | 'members'>): Client {
  return {
    ...parsed<ClientDocument>(row, 'document'),
    clientId: text(row, 'client_id'),
    name: text(row, 'name'),
    ownerId: textOrNone(row, 'owner_id'),
    verified: number(row, 'verified') === 1,
    verificationAskedAt: numberOrNone(row, 'verification_asked_at'),
    registration: registrationOf(row),
    createdAt: number(row, 'created_at'),
    ...parts,
    ...mark(row),
  }
}

function registrationOf(row: Row): SelfRegistration | undefined {
  const tokenHash = textOrNone(row, 'registration_token_hash')
  return tokenHash === undefined ? undefined : { tokenHash, expiresAt: number(row, 'expires_at') }
}

export function apiOf(row: Row): Api {
  return {
    ...parsed<Pick<Api, 'tokenFormat' | 'signingAlg' | 'scopes'>>(row, 'document'),
    id: text(row, 'id'),
    identifier: text(row, 'identifier'),
    name: text(row, 'name'),
    secretHash: text(row, 'secret_hash'),
    secretEnding: text(row, 'secret_ending'),
  }
}

export function grantOf(row: Row): Grant {
  return {
    accountId: text(row, 'account_id'),
    clientId: text(row, 'client_id'),
    scope: parsed(row, 'scope'),
    ...(textOrNone(row, 'claims') !== undefined && { claims: parsed<readonly string[]>(row, 'claims') }),
    details: parsed(row, 'details'),
    createdAt: number(row, 'created_at'),
    ...mark(row),
  }
}

export function codeOf(row: Row): Code {
  return {
    ...parsed<Omit<Code, 'hash' | 'clientId' | 'accountId' | 'expiresAt' | 'familyId'>>(row, 'document'),
    hash: text(row, 'hash'),
    clientId: text(row, 'client_id'),
    accountId: text(row, 'account_id'),
    expiresAt: number(row, 'expires_at'),
    familyId: textOrNone(row, 'family_id'),
  }
}

export function familyOf(row: Row): Family {
  return {
    id: text(row, 'id'),
    secretHash: textOrNone(row, 'secret_hash'),
    tokenHash: textOrNone(row, 'token_hash'),
    tokenExpiresAt: numberOrNone(row, 'token_expires_at'),
    clientId: text(row, 'client_id'),
    accountId: text(row, 'account_id'),
    scope: parsed(row, 'scope'),
    scopeText: text(row, 'scope_text'),
    audience: parsed(row, 'audience'),
    details: parsed(row, 'details'),
    generation: number(row, 'generation'),
    rotatedAt: number(row, 'rotated_at'),
    refreshExpiresAt: numberOrNone(row, 'refresh_expires_at'),
    refreshEndsAt: numberOrNone(row, 'refresh_ends_at'),
    endsAt: number(row, 'ends_at'),
    signedInAt: number(row, 'signed_in_at'),
    createdAt: number(row, 'created_at'),
    lastUsedAt: numberOrNone(row, 'last_used_at'),
    ...(textOrNone(row, 'document') === undefined ? {} : parsed<FamilyDocument>(row, 'document')),
    ...mark(row),
  }
}

/** What a family holds beside its columns. */
export type FamilyDocument = Pick<Family, 'confirmation' | 'authentication'>

export function keyOf(row: Row): KeyRecord {
  return {
    id: text(row, 'id'),
    kind: text(row, 'kind') as KeyRecord['kind'],
    wrapped: text(row, 'wrapped'),
    publicJwk: textOrNone(row, 'public_jwk') === undefined ? undefined : parsed(row, 'public_jwk'),
    createdAt: number(row, 'created_at'),
    usableAt: number(row, 'usable_at'),
    retiredAt: numberOrNone(row, 'retired_at'),
    endedAt: numberOrNone(row, 'ended_at'),
  }
}

/**
 * A pattern for `lower(column) like lower($n) escape '!'` that finds these words anywhere. The database lowers both sides:
 * which letters it knows to have a small one is its own affair, and words as they were written are always found.
 */
export function containing(words: string): string {
  return `%${words.replace(/[!%_]/g, '!$&')}%`
}

/** The same in a column of JSON, where a quotation mark is not what people typed. */
export function containingInJson(words: string): string {
  return containing(JSON.stringify(words).slice(1, -1))
}

/** An optional value as a column. */
export function orNull<T extends string | number>(value: T | undefined): T | null {
  return value ?? null
}

export function statement(sql: string, ...values: Statement['values']): Statement {
  return { sql, values }
}
