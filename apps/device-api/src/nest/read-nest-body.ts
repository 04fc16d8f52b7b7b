import { Problem } from '../problem.ts'
import { readBody } from '../read-json-body.ts'
import { NestProblem } from './nest-problem.ts'

const writeError = () => new NestProblem('format-error', 'Write Error')

/**
 * The JSON of a write, whatever its header says: programs send it as text, as a form, or without a type. A node is written
 * with an object or with a bare value.
 */
export async function readNestBody(request: Request): Promise<unknown> {
  const bytes = await readBody(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof Problem) throw error
    throw writeError()
  }
}

/** A node with fields is written by an object with at least one of them. */
export function fieldsOf(json: unknown): ReadonlyMap<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw writeError()
  const fields = new Map(Object.entries(json))
  if (fields.size === 0) throw writeError()
  return fields
}
