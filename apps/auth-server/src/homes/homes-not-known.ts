import { OAuthError } from '@latchkey/protocol'

/** Whoever knows the homes does not tell. `detail` is for the log. */
export function homesNotKnown(url: string, detail: string, cause?: unknown): OAuthError {
  return new OAuthError(
    'temporarily_unavailable',
    'The homes of this account cannot be read at the moment. Try again in a moment.',
    { reason: { kind: 'homes not known', url, detail }, retryAfter: 5, cause },
  )
}

export function isHomesNotKnown(error: unknown): boolean {
  return error instanceof OAuthError && error.reason.kind === 'homes not known'
}
