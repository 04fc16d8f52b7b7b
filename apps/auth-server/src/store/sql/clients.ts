import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import type { ClientsStore } from '../clients-store.ts'
import type { Client, ClientSecret, State } from '../records.ts'
import { change } from './changes.ts'
import { clientColumns, clientOf, orNull, secretColumns, secretOf, statement } from './rows.ts'

export function sqlClientsStore(driver: SqlDriver, now: () => number): ClientsStore {
  return {
    findClient: async (clientId) => {
      const [row] = await driver.read(`select ${clientColumns} from clients where client_id = $1`, [clientId])
      if (row === undefined) return undefined
      const secrets = await driver.read(
        `select ${secretColumns} from client_secrets where client_id = $1 order by created_at`,
        [clientId],
      )
      return clientOf(row, secrets.map(secretOf))
    },
    listClients: async () => {
      const rows = await driver.read(
        `select ${clientColumns} from clients order by created_at, client_id`,
        [],
      )
      const secrets = await driver.read(`select ${secretColumns} from client_secrets order by created_at`, [])
      return rows.map((row) => clientOf(row, secretsOf(row, secrets)))
    },
    saveClient: async (client) => {
      await driver.batch([upsertClient(client), change('client', client.clientId, now())])
    },
    saveSecret: async (clientId, secret) => {
      await driver.batch([upsertSecret(clientId, secret), change('client', clientId, now())])
    },
    endSecrets: async (clientId, keep) => {
      await driver.batch([endSecrets(clientId, keep), change('client', clientId, now())])
    },
    touchSecrets: async (uses) => {
      const sql = 'update client_secrets set last_used_at = $1 where client_id = $2 and hash = $3'
      await driver.batch(uses.map((use) => statement(sql, use.at, use.clientId, use.hash)))
    },
    setClientState: async (clientId, state) => {
      await driver.batch([setState(clientId, state), change('client', clientId, now())])
    },
  }
}

function secretsOf(client: Row, secrets: readonly Row[]): readonly ClientSecret[] {
  return secrets.filter((secret) => secret.client_id === client.client_id).map(secretOf)
}

function upsertClient(client: Client): Statement {
  const { clientId, name, ownerId, verified, secrets: _, state, counter, createdAt, ...document } = client
  return statement(
    `insert into clients (client_id, name, owner_id, document, verified, state, counter, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (client_id) do update set name = excluded.name, owner_id = excluded.owner_id,
       document = excluded.document, verified = excluded.verified`,
    clientId,
    name,
    orNull(ownerId),
    JSON.stringify(document),
    verified ? 1 : 0,
    state,
    counter,
    createdAt,
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
