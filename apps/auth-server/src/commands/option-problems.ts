import { DeclarationError } from './apply/declaration.ts'

/** The option of a command that a member of its declaration came from, as `redirectUris: '--redirect-uri'`. */
export type OptionNames = Readonly<Record<string, string>>

/** Runs what takes a command's options for a declaration, and tells its problems by the options instead of by paths. */
export async function tellingOptions(names: OptionNames, declare: () => Promise<void>): Promise<void> {
  try {
    await declare()
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error
    throw new DeclarationError(error.problems.map((problem) => byOption(problem, names)))
  }
}

/** `clients[0].redirectUris[1]: it has a fragment (#)` → `--redirect-uri: it has a fragment (#)` */
function byOption(problem: string, names: OptionNames): string {
  const [, member = '', reason = ''] = /^\w+\[0\]\.(\w+)[^:]*: (.*)$/s.exec(problem) ?? []
  const name = names[member]
  return name === undefined ? problem : `${name}: ${reason}`
}
