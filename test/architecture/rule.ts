import type { SourceFile } from './source-file.ts'

/** One sentence of the house rules, a check of it, and samples that prove that the check can fail. */
export interface Rule {
  readonly name: string
  /** What is wrong, each with its file and line. */
  readonly check: (files: readonly SourceFile[]) => readonly string[]
  /** Path → text: each is refused, alone or (for rules about several files) together. */
  readonly bad: Readonly<Record<string, string>>
  readonly good: Readonly<Record<string, string>>
}
