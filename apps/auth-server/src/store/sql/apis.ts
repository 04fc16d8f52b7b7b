import type { Row, SqlDriver, Statement } from '@latchkey/sql'
import type { ApisStore } from '../clients-store.ts'
import type { Api } from '../records.ts'
import { audited } from './audit.ts'
import { change } from './changes.ts'
import { apiColumns, apiOf, statement } from './rows.ts'

export function sqlApisStore(driver: SqlDriver, now: () => number): ApisStore {
  return {
    findApi: async (id) => one(await driver.read(`select ${apiColumns} from apis where id = $1`, [id])),
    findApiByIdentifier: async (identifier) =>
      one(await driver.read(`select ${apiColumns} from apis where identifier = $1`, [identifier])),
    listApis: async () => (await driver.read(`select ${apiColumns} from apis order by id`, [])).map(apiOf),
    saveApi: async (api, audit) => {
      const entry = audited(audit, { kind: 'api', id: api.id }, now())
      await driver.batch([upsertApi(api), change('api', api.id, now()), ...entry])
    },
    deleteApi: async (id, audit) => {
      const told = [change('api', id, now()), ...audited(audit, { kind: 'api', id }, now())]
      await driver.batch([statement('delete from apis where id = $1', id), ...told])
    },
    listScopes: async () => {
      const rows = await driver.read('select name, title from scopes order by name', [])
      return rows.map((row) => ({ name: String(row.name), title: String(row.title) }))
    },
    saveScope: async (scope, audit) => {
      const sql =
        'insert into scopes (name, title) values ($1, $2) on conflict (name) do update set title = excluded.title'
      const told = [change('api', '', now()), ...audited(audit, { kind: 'scope', id: scope.name }, now())]
      await driver.batch([statement(sql, scope.name, scope.title), ...told])
    },
    deleteScope: async (name, audit) => {
      const told = [change('api', '', now()), ...audited(audit, { kind: 'scope', id: name }, now())]
      await driver.batch([statement('delete from scopes where name = $1', name), ...told])
    },
  }
}

function one(rows: readonly Row[]): Api | undefined {
  return rows[0] === undefined ? undefined : apiOf(rows[0])
}

function upsertApi(api: Api): Statement {
  const { id, identifier, name, secretHash, secretEnding, ...document } = api
  return statement(
    `insert into apis (id, identifier, name, secret_hash, secret_ending, document) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set identifier = excluded.identifier, name = excluded.name,
       secret_hash = excluded.secret_hash, secret_ending = excluded.secret_ending, document = excluded.document`,
    id,
    identifier,
    name,
    secretHash,
    secretEnding,
    JSON.stringify(document),
  )
}
