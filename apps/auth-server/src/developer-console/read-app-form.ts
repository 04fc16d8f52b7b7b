import type { Context } from 'hono'
import { readBody } from '../client-authentication/read-body.ts'

/** What a form of the console sent: single fields, lists of boxes, and lines. */
export interface AppForm {
  /** Trimmed; empty when the form has no such field. */
  readonly text: (name: string) => string
  /** Every value that was ticked. */
  readonly all: (name: string) => readonly string[]
  /** The lines of a text area that hold something. */
  readonly lines: (name: string) => readonly string[]
  readonly has: (name: string) => boolean
}

export async function readAppForm(c: Context): Promise<AppForm> {
  const fields = new URLSearchParams(await readBody(c))
  const text = (name: string) => (fields.get(name) ?? '').trim()
  return {
    text,
    all: (name) => [...new Set(fields.getAll(name))],
    lines: (name) =>
      text(name)
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    has: (name) => fields.has(name),
  }
}
