import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import type { Audit, AuditRecord } from '../audit-store.ts'
import type { ClientsStore } from '../clients-store.ts'
import type { Client, ClientSecret, State } from '../records.ts'
import { audited } from './audit.ts'
import { change } from './changes.ts'
import { clientMembers } from './client-members.ts'
import { forgetConsents } from './grants.ts'
import {
  clientColumns,
  clientOf,
  containing,
  containingInJson,
  memberColumns,
  memberOf,
  orNull,
  secretColumns,
  secretOf,
  statement,
} from './rows.ts'

type Write = (
  clientId: string,
  audit: Audit | undefined,
  ...statements: readonly Statement[]
) => Promise<void>

export function sqlClientsStore(driver: SqlDriver, now: () => number): ClientsStore {
  const write: Write = async (clientId, audit, ...statements) => {
    const told = [change('client', clientId, now()), ...audited(audit, subject(clientId), now())]
    await driver.batch([...statements, ...told])
  }
  return {
    ...readingClients(driver),
    ...clientMembers(driver, now),
    ...verifying(driver, now, write),
    saveClient: (client, audit) => write(client.clientId, audit, upsertClient(client)),
    changeClient: (client, audit, { isAnother } = { isAnother: false }) =>
      write(
        client.clientId,
        audit,
        changeClient(client),
        ...(isAnother ? forgetConsents(client.clientId, now()) : []),
      ),
    saveSecret: (clientId, secret, audit) => write(clientId, audit, upsertSecret(clientId, secret)),
    endSecrets: (clientId, keep, audit) => write(clientId, audit, endSecrets(clientId, keep)),
    touchSecrets: async (uses) => {
      const sql = 'update client_secrets set last_used_at = $1 where client_id = $2 and hash = $3'
      await driver.batch(uses.map((use) => statement(sql, use.at, use.clientId, use.hash)))
    },
    setClientState: (clientId, state, audit) => write(clientId, audit, setState(clientId, state)),
    extendRegistration: (clientId, until) => {
      const sql = `update clients set expires_at = $1
        where client_id = $2 and registration_token_hash is not null and expires_at < $1`
      return write(clientId, undefined, statement(sql, until, clientId))
    },
  }
}

function verifying(
  driver: SqlDriver,
  now: () => number,
  write: Write,
): Pick<ClientsStore, 'askVerification' | 'verifyClient' | 'unverifyClient'> {
  return {
    askVerification: (clientId, at, audit) => {
      const sql = 'update clients set verification_asked_at = $1 where client_id = $2 and verified = 0'
      return write(clientId, audit, statement(sql, at, clientId))
    },
    verifyClient: async (seen, audit) => {
      const { clientId } = seen
      const isDone = {
        sql: 'exists (select 1 from clients where client_id = $9 and verified = 1)',
        values: [clientId],
      }
      const [verified] = await driver.batch([
        verifyAsSeen(seen),
        change('client', clientId, now()),
        ...audited(audit, subject(clientId), now(), isDone),
      ])
      return verified?.length === 1
    },
    unverifyClient: (clientId, audit) => {
      const sql = 'update clients set verified = 0, verification_asked_at = null where client_id = $1'
      return write(clientId, audit, statement(sql, clientId))
    },
  }
}

function subject(id: string): AuditRecord['subject'] {
  return { kind: 'client', id }
}

type Reading = Pick<ClientsStore, 'findClient' | 'listClients' | 'listClientsOf' | 'searchClients'>

function readingClients(driver: SqlDriver): Reading {
  const select = (rest: string) => `select ${clientColumns} from clients ${rest}`
  const withParts = async (rows: readonly Row[]) => {
    const clients = await Promise.all(rows.map(async (row) => clientOf(row, await partsOf(driver, row))))
    return clients
  }
  return {
    findClient: async (clientId) =>
      (await withParts(await driver.read(select('where client_id = $1'), [clientId])))[0],
    listClients: async () => {
      const rows = await driver.read(select('order by created_at, client_id'), [])
      return rows.length === 0 ? [] : allParts(driver, rows)
    },
    listClientsOf: async (accountId) => {
      const sql = select(`where state <> 'ended' and (owner_id = $1
        or client_id in (select client_id from client_members where account_id = $1 and role = 'developer'))
        order by created_at, client_id`)
      return withParts(await driver.read(sql, [accountId]))
    },
    searchClients: async ({ text = '', before, most, asked = false }) => {
      const sql = select(`where (created_at < $1 or (created_at = $1 and client_id < $2))
        and (lower(name) like lower($3) escape '!' or lower(client_id) like lower($3) escape '!'
          or lower(document) like lower($4) escape '!')
        and ($5 = 0 or (verified = 0 and verification_asked_at is not null))
        order by created_at desc, client_id desc limit $6`)
      const place = [before?.createdAt ?? Number.MAX_SAFE_INTEGER, before?.id ?? '']
      const values = [...place, containing(text), containingInJson(text), asked ? 1 : 0, most]
      return withParts(await driver.read(sql, values))
    },
  }
}

async function partsOf(driver: SqlDriver, row: Row): Promise<Pick<Client, 'secrets' | 'members'>> {
  const clientId = String(row.client_id)
  const [secrets, members] = await Promise.all([
    driver.read(`select ${secretColumns} from client_secrets where client_id = $1 order by created_at`, [
      clientId,
    ]),
    driver.read(
      `select ${memberColumns} from client_members where client_id = $1 order by created_at, account_id`,
      [clientId],
    ),
  ])
  return { secrets: secrets.map(secretOf), members: members.map(memberOf) }
}

async function allParts(driver: SqlDriver, rows: readonly Row[]): Promise<readonly Client[]> {
  const secrets = await driver.read(`select ${secretColumns} from client_secrets order by created_at`, [])
  const members = await driver.read(
    `select ${memberColumns} from client_members order by created_at, account_id`,
    [],
  )
  const of = (client: Row, parts: readonly Row[]) =>
    parts.filter((part) => part.client_id === client.client_id)
  return rows.map((row) =>
    clientOf(row, { secrets: of(row, secrets).map(secretOf), members: of(row, members).map(memberOf) }),
  )
}

function verifyAsSeen(seen: Client): Statement {
  const sql = `update clients set verified = 1, verification_asked_at = null
    where client_id = $1 and name = $2 and coalesce(owner_id, '') = $3 and document = $4 returning client_id`
  return statement(sql, seen.clientId, seen.name, seen.ownerId ?? '', documentText(seen))
}

function changeClient(client: Client): Statement {
  return statement(
    'update clients set name = $1, document = $2, verified = verified * $3 where client_id = $4',
    client.name,
    documentText(client),
    client.verified ? 1 : 0,
    client.clientId,
  )
}

function documentText(client: Client): string {
  const {
    clientId,
    name,
    ownerId,
    verified,
    verificationAskedAt,
    secrets,
    members,
    registration,
    state,
    counter,
    createdAt,
    ...document
  } = client
  return JSON.stringify(document)
}

function upsertClient(client: Client): Statement {
  const { clientId, name, ownerId, verified, registration, state, counter, createdAt } = client
  return statement(
    `insert into clients (client_id, name, owner_id, document, verified, state, counter, created_at, registration_token_hash, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (client_id) do update set name = excluded.name, owner_id = excluded.owner_id,
       document = excluded.document, verified = excluded.verified`,
    clientId,
    name,
    orNull(ownerId),
    documentText(client),
    verified ? 1 : 0,
    state,
    counter,
    createdAt,
    orNull(registration?.tokenHash),
    orNull(registration?.expiresAt),
  )
}

function upsertSecret(clientId: string, secret: ClientSecret): Statement {
  return statement(
    `insert into client_secrets (client_id, hash, ending, label, weak, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (client_id, hash) do update set label = excluded.label, expires_at = excluded.expires_at`,
    clientId,
    secret.hash,
    secret.ending,
    secret.label,
    secret.weak ? 1 : 0,
    secret.createdAt,
    orNull(secret.expiresAt),
  )
}

function endSecrets(clientId: string, keep: readonly string[]): Statement {
  const kept = keep.map((_, index) => `$${index + 2}`).join(', ')
  const others = keep.length === 0 ? '' : ` and hash not in (${kept})`
  return statement(`delete from client_secrets where client_id = $1${others}`, clientId, ...keep)
}

function setState(clientId: string, state: State): Statement {
  return statement(
    `update clients set state = $1, counter = counter + case when $1 = 'ended' then 1 else 0 end where client_id = $2 and state <> 'ended'`,
    state,
    clientId,
  )
}
