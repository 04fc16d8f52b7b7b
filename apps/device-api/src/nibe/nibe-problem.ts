import { Problem, type ProblemStatus } from '../problem.ts'
import { nibeErrorCodes } from './encode-nibe-error.ts'

/** A refusal that NIBE answers with a number of its own. */
export class NibeProblem extends Problem {
  readonly code: number

  constructor(status: ProblemStatus, code: keyof typeof nibeErrorCodes, message: string) {
    super(status, message)
    this.code = nibeErrorCodes[code]
  }
}
