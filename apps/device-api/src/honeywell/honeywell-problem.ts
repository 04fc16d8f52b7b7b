import { Problem } from '../problem.ts'

/** A refusal with a code of Honeywell's own, which is not the status alone. */
export class HoneywellProblem extends Problem {
  readonly code: string

  constructor(code: string, message: string) {
    super(400, message)
    this.code = code
  }
}

/** Honeywell knows no 404 for devices. */
export const deviceNotFound = () => new Problem(400, 'Device Not Found')

/** What cannot be reached does nothing, and nobody is told that it did. */
export const deviceOffline = () => new Problem(400, 'Device Is Offline')
