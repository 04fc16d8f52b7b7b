/** One line of the doctor: what was looked at, and what to do when it is not well. */
export interface Finding {
  readonly mark: 'ok' | 'warn' | 'bad'
  readonly what: string
  readonly text: string
}

export const ok = (what: string, text: string): Finding => ({ mark: 'ok', what, text })
export const warn = (what: string, text: string): Finding => ({ mark: 'warn', what, text })
export const bad = (what: string, text: string): Finding => ({ mark: 'bad', what, text })

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
