import type { OAuthError, Reason } from '@latchkey/protocol'
import type { Failure } from '../store/activity-store.ts'
import { withoutSecrets } from './without-secrets.ts'

const longestText = 500
const mostItems = 20

/** A refusal as it is kept: bounded, and without anything that proves or grants. */
export function failureOf(
  error: Pick<OAuthError, 'code' | 'message' | 'reason'>,
  where: Pick<Failure, 'id' | 'clientId' | 'at' | 'endpoint'>,
): Failure {
  const { code, message, reason } = error
  return { ...where, code, message: kept(message), reason: keptReason(reason) }
}

/** Every member of a reason is a text, a list of texts, or absent. */
function keptReason(reason: Reason): Reason {
  const members: readonly [string, string | readonly string[] | undefined][] = Object.entries(reason)
  const keptMembers = members.map(([name, value]) => [
    name,
    typeof value === 'string' ? kept(value) : value?.slice(0, mostItems).map(kept),
  ])
  return Object.fromEntries(keptMembers) as Reason
}

function kept(text: string): string {
  return withoutSecrets(text.slice(0, longestText).toWellFormed())
}
