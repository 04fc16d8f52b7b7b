import { formActionFor } from '../security-headers.ts'
import type { ReturnAddress } from './find-return-address.ts'

/** Where the forms of a journey may lead in the end. */
export function formActionOf(returnTo: ReturnAddress): readonly string[] {
  return returnTo.kind === 'redirect' ? formActionFor(returnTo.uri) : []
}
