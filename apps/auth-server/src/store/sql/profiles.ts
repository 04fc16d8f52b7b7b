import type { SqlDriver, Statement } from '@latchkey/sql'
import type { ProfilesStore } from '../profiles-store.ts'
import type { Account } from '../records.ts'
import { audited } from './audit.ts'
import { change } from './changes.ts'
import { statement } from './rows.ts'

export function sqlProfilesStore(driver: SqlDriver, now: () => number): ProfilesStore {
  return {
    saveClaims: async (id, claims, audit) => {
      const sql = 'update accounts set claims = $1, updated_at = $3 where id = $2'
      await driver.batch([
        statement(sql, JSON.stringify(claims), id, now()),
        change('account', id, now()),
        ...audited(audit, { kind: 'account', id }, now()),
      ])
    },
    saveEmail: async (id, profile, audit) => {
      const isDone = {
        sql: 'exists (select 1 from accounts where id = $9 and email = $10)',
        values: [id, profile.email],
      }
      const entry = audited(audit, { kind: 'account', id }, now(), isDone)
      const batch = [saveEmail(id, profile, now()), change('account', id, now()), ...entry]
      const [saved = []] = await driver.batch(batch).catch(async (error: unknown) => {
        // On PostgreSQL two that want it at once do not see each other; the index refuses the later one.
        if (await isTaken(driver, id, profile.email)) return []
        throw error
      })
      return saved.length === 1
    },
  }
}

function saveEmail(id: string, { email, claims }: Pick<Account, 'email' | 'claims'>, now: number): Statement {
  return statement(
    `update accounts set email = $1, claims = $2, updated_at = $4
     where id = $3 and not exists (select 1 from accounts where email = $1 and id <> $3) returning id`,
    email,
    JSON.stringify(claims),
    id,
    now,
  )
}

async function isTaken(driver: SqlDriver, id: string, email: string): Promise<boolean> {
  const sql = 'select 1 from accounts where email = $1 and id <> $2'
  return (await driver.read(sql, [email, id])).length > 0
}
