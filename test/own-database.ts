import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Client } from 'pg'

const missing = 'This machine has no PostgreSQL for the tests: TEST_POSTGRES_URL is not set.'

/**
 * A story with a database of its own on the test server, gone afterwards. A machine without one says so in the test's output and
 * goes on; under `CI` that is a failure, because there nothing may be left out. `purpose` is a word of the database's name.
 */
export async function withOwnDatabase(
  t: TestContext,
  purpose: string,
  story: (databaseUrl: string) => Promise<void>,
): Promise<void> {
  const url = process.env.TEST_POSTGRES_URL
  if (url === undefined) {
    t.diagnostic(missing)
    assert.equal(process.env.CI, undefined, missing)
    return
  }
  const name = `latchkey_${purpose}_${process.pid}`
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  try {
    await story(Object.assign(new URL(url), { pathname: `/${name}` }).href)
  } finally {
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  }
}
