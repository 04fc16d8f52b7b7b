import { OAuthError, type Reason } from '@latchkey/protocol'

/** One sentence for every refresh that is refused: the log tells why, and a stranger learns nothing. */
export function refreshRefused(reason: Reason): OAuthError {
  const sentence = 'The refresh token is not valid any more: connect the account again.'
  return new OAuthError('invalid_grant', sentence, { reason })
}
