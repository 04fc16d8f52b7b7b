export { DatabaseUnavailable } from './database-unavailable.ts'
export type { Row, SqlDriver, SqlValue, Statement } from './sql-driver.ts'
