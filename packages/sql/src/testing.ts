export { openPglite } from './pglite-driver.testing.ts'
export { type TestDatabase, testDatabases } from './test-databases.testing.ts'
