import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHomesStore, structureDefinitionSchema } from '@latchkey/device-api'
import { type OpenServer, openServer } from './open-server.ts'
import { runCommand } from './run-command.ts'

/** What a command printed and how it ended. */
export interface Ran {
  readonly code: number
  readonly out: readonly string[]
  readonly errors: readonly string[]
}

/** The command line on a data folder of its own, in this process. */
export interface CommandLine {
  readonly folder: string
  run(args: readonly string[], input?: string): Promise<Ran>
  /** `apply -` with this file. */
  apply(declaration: object, ...options: string[]): Promise<Ran>
  /** Looks at the same rows as the commands. */
  look<T>(at: (opened: OpenServer) => Promise<T>): Promise<T>
  /** Moves its clock on. */
  wait(millis: number): void
  end(): void
}

export function commandLine(more: Readonly<Record<string, string>> = {}): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-cli-'))
  let waited = 0
  const around = {
    env: { LATCHKEY_DATA: folder, ...more },
    openHomes: async (driver: Parameters<typeof openHomesStore>[0]) => ({
      ...(await openHomesStore(driver)),
      schema: structureDefinitionSchema,
    }),
    now: () => Date.now() + waited,
    out: () => undefined,
    error: () => undefined,
    readInput: async () => '',
  }
  const run = async (args: readonly string[], input = ''): Promise<Ran> => {
    const out: string[] = []
    const errors: string[] = []
    const code = await runCommand(args, {
      ...around,
      out: (line) => out.push(line),
      error: (line) => errors.push(line),
      readInput: async () => input,
    })
    return { code, out, errors }
  }
  return {
    folder,
    run,
    apply: (declaration, ...options) => run(['apply', '-', ...options], JSON.stringify(declaration)),
    look: async (at) => {
      const opened = await openServer(around)
      return at(opened).finally(() => opened.close())
    },
    wait: (millis) => {
      waited += millis
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}
