import { OAuthError } from '@latchkey/protocol'
import type { ServerContext } from '../../context.ts'
import type { Settings } from '../../settings.ts'
import { bad, type Finding, messageOf, ok } from './finding.ts'

/** An account that no backend has: it has no homes. */
const nobody = 'doctor'

/** Whether a device maker's own backend tells the homes as docs/homes.md says. */
export async function examineHomes(
  { homesUrl }: Settings,
  { homes }: ServerContext,
): Promise<readonly Finding[]> {
  if (homesUrl === undefined) return []
  try {
    await homes.listShareableHomes(nobody)
    return [ok('homes', `${homesUrl} answers as it should`)]
  } catch (error) {
    return [bad('homes', `${homesUrl}: ${detailOf(error)}; see LATCHKEY_HOMES_URL in docs/homes.md`)]
  }
}

function detailOf(error: unknown): string {
  return error instanceof OAuthError && error.reason.kind === 'homes not known'
    ? error.reason.detail
    : messageOf(error)
}
