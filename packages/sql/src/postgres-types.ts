import type { SqlValue } from './sql-driver.ts'

type Parse = (text: string) => SqlValue

const asText: Parse = (text) => text
/** SQLite has no boolean: a comparison gives 1 or 0. */
const asBit: Parse = (text) => (text === 't' ? 1 : 0)

/** By type OID. `bigint` and `numeric` (what `sum` gives) are numbers here: ours are times and counts below 2^53. */
export const postgresParsers: Readonly<Record<number, Parse>> = {
  16: asBit, // boolean
  20: Number, // bigint
  21: Number, // smallint
  23: Number, // integer
  26: Number, // oid
  700: Number, // real
  701: Number, // double precision
  1700: Number, // numeric
}

export function postgresParser(oid: number): Parse {
  return postgresParsers[oid] ?? asText
}
