import type { Dialect, RequestShape } from './dialect.ts'
import { gogox } from './gogox.ts'
import { honeywell } from './honeywell.ts'
import { nest } from './nest.ts'
import { nibe } from './nibe.ts'
import { standard } from './standard.ts'

/** Every dialect by its name. */
export const dialects = { standard, nest, honeywell, gogox, nibe } as const satisfies Record<string, Dialect>

export type DialectName = keyof typeof dialects

export const dialectNames = Object.keys(dialects) as readonly DialectName[]

/** While the client is unknown, a vendor's host says how to answer, or else the request's shape; `standard` where nothing fits. */
export function guessDialect(shape: RequestShape): Dialect {
  const all = Object.values(dialects)
  const ofHost = all.find(({ name }) => name === shape.vendor)
  return ofHost ?? all.find((dialect) => dialect.isGuessedFrom(shape)) ?? standard
}

/** Every path of one kind that any dialect has, each once. */
export function pathsOf(kind: keyof Dialect['paths']): readonly string[] {
  return [...new Set(Object.values(dialects).flatMap((dialect) => dialect.paths[kind]))]
}
