import type { SqlValue } from './sql-driver.ts'

/**
 * Values as PostgreSQL can hold them: its texts have no U+0000, so the replacement character stands for it. Strangers send
 * such texts to see what breaks; looked up, they are found no more than any other unknown one.
 */
export function postgresValues(values: readonly SqlValue[]): SqlValue[] {
  return values.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value))
}
