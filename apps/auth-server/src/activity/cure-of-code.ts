import type { OAuthErrorCode } from '@latchkey/protocol'
import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'

/** What to do where a code alone says enough. */
export function cureOfCode(code: OAuthErrorCode): Html {
  return cures.get(code) ?? html`The chapter on this error says what it can mean.`
}

const cures: ReadonlyMap<OAuthErrorCode, Html> = new Map([
  [
    'invalid_token',
    html`Refresh, then call again. A token is good only until it expires or its connection ends.`,
  ],
  ['insufficient_scope', html`Ask for the scope in a new authorization request.`],
  ['unsupported_grant_type', html`Look at the spelling of <code>grant_type</code>.`],
  [
    'unsupported_response_type',
    html`Send <code>response_type=code</code>: tokens never travel through the browser here.`,
  ],
  [
    'invalid_target',
    html`Leave <code>resource</code> away for the device API, else send the API’s identifier to the letter, in the authorization request already.`,
  ],
  [
    'login_required',
    html`Nobody was signed in, and <code>prompt=none</code> forbids to ask: send the person again without it.`,
  ],
  [
    'consent_required',
    html`The person has to be asked, and <code>prompt=none</code> forbids it: send them again without it.`,
  ],
  ['server_error', html`The fault is ours. Try again; if it stays, tell the operator the error id.`],
  [
    'temporarily_unavailable',
    html`Nothing is wrong with your app: wait a moment and repeat the request. Keep your tokens.`,
  ],
])
