import { OAuthError, type Reason } from '@latchkey/protocol'

/** RFC 9396 §5. */
export function invalidDetails(sentence: string, reason?: Reason): OAuthError {
  return new OAuthError('invalid_authorization_details', sentence, reason && { reason })
}
