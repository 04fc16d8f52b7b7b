import { Problem } from './problem.ts'

/** What answers below a view's paths where nothing is. */
export function unknownAddress(): never {
  throw new Problem(404, 'The device API has no such address.')
}
