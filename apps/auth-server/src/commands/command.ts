import type { Clock } from '@latchkey/protocol'
import type { SqlDriver } from '@latchkey/sql'
import type { z } from 'zod'
import type { Homes } from '../homes/homes.ts'
import type { DeclaredHome, DeclaredHomes } from './apply/declared-homes.ts'
import type { OpenServer } from './open-server.ts'

/** What a command is given of the world around it: `cli.ts` alone sees `process`. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (line: string) => void
  readonly error: (line: string) => void
  /** The whole standard input. */
  readonly readInput: () => Promise<string>
  readonly openHomes: (driver: SqlDriver) => Promise<CommandHomes>
  readonly now: Clock
}

/** The homes, and what a declaration may say of one. */
export type CommandHomes = Homes & DeclaredHomes & { readonly schema: z.ZodType<DeclaredHome> }

export interface OptionOf {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  /** In the help: what stands behind the option's name. */
  readonly value?: string
  readonly help: string
}

export interface CommandCall extends Omit<Surroundings, 'openHomes'> {
  readonly positionals: readonly string[]
  /** Whether a boolean option is there. */
  has(option: string): boolean
  text(option: string): string | undefined
  texts(option: string): readonly string[] | undefined
  /** Opens the databases by the settings; they are closed when the command has ended. */
  open(): Promise<OpenServer>
}

export interface Command {
  /** One or two words. */
  readonly name: string
  /** The names of its positional arguments; one in brackets may be left out. */
  readonly positionals: readonly string[]
  readonly summary: string
  readonly details?: readonly string[]
  readonly options: Readonly<Record<string, OptionOf>>
  /** Answers an exit code; none means 0. */
  readonly run: (call: CommandCall) => Promise<number> | Promise<void>
}

/** Why a command did not do its work, in a sentence for the operator. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** A positional argument that the command's table entry requires. */
export function argument({ positionals }: CommandCall, index: number): string {
  const value = positionals[index]
  if (value === undefined) throw new Error(`The argument ${index} is missing from a call that was checked.`)
  return value
}
