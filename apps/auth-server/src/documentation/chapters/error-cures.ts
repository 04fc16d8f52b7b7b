import type { OAuthErrorCode } from '@latchkey/protocol'

export interface ErrorCure {
  /** What the code says, in a sentence. */
  readonly meaning: string
  /** What to look at, the likeliest first. Markdown. */
  readonly cures: readonly [string, ...string[]]
}

/** What to do about every code. A new code without a cure does not compile. Long because it is a table. */
export const errorCures: Readonly<Record<OAuthErrorCode, ErrorCure>> = {
  invalid_request: {
    meaning: 'The request itself is not right: something is missing, stands twice, or has the wrong form.',
    cures: [
      'Read `error_description`: it names the parameter.',
      'When the app has to push or to sign its authorization requests, as policy `fapi2` wants it: see [Pushed and signed requests](/docs/pushed-requests).',
      'Send token requests as POST with `Content-Type: application/x-www-form-urlencoded`, parameters in the body, never in the URL.',
      'Under policy `default` the authorization request needs `code_challenge` and `code_challenge_method=S256`. See [PKCE](/docs/authorization-code#pkce).',
      'Send your credentials in one way only: in the `Authorization` header or in the body.',
      'When a page says that a `redirect_uri` is not registered: register it, character by character as your app sends it, with the same `https`, port and final slash.',
    ],
  },
  invalid_client: {
    meaning: 'The server does not believe that the request comes from your app.',
    cures: [
      'Compare client id and secret with the console: a space or a line break at the end is the usual culprit.',
      'Was the secret replaced, or has it expired? *Activity* in the console shows the last two characters of what was sent.',
      'With Basic, form-encode id and secret before base64 when they hold signs such as `+`, `/`, `:` or `%`.',
      'An app without a secret sends `client_id` in the body and no `client_secret`.',
      'An assertion serves once, lives an hour at most, is written for `aud` the issuer, and signed with a key that is registered. See [With a key](/docs/client-authentication#with-a-key).',
      'A certificate counts only at the addresses under `mtls_endpoint_aliases`. See [Client certificates](/docs/client-certificates).',
      'With status 429: too many wrong secrets in a minute. Wait as long as `Retry-After` says.',
    ],
  },
  invalid_grant: {
    meaning: 'The code or the refresh token is not good: expired, used, ended, or not given to this app.',
    cures: [
      'A code works once. Do not send the token request twice, and look out for frameworks that handle the redirect twice.',
      'A code lives {{default.codeSeconds}} under policy `default`: redeem it at once.',
      '`redirect_uri` must be the one of the authorization request, character by character.',
      '`code_verifier` must be the text whose hash you sent as `code_challenge`: keep it in the session of the browser that you sent away.',
      'For a refresh token: the person disconnected your app, or the connection was not used for too long, or an old refresh token was used again. Ask the person to connect anew; trying again does not help.',
    ],
  },
  unauthorized_client: {
    meaning: 'Your app is known, and is not registered for what it asks.',
    cures: [
      'Add the grant type in the settings of your app.',
      'Tokens of the app itself (`client_credentials`) need a secret or a key.',
      'A page that says the app is not active: it was suspended or deleted. Ask the operator.',
    ],
  },
  unsupported_grant_type: {
    meaning: 'This server does not know the `grant_type`.',
    cures: ['Use `authorization_code`, `refresh_token` or `client_credentials`.'],
  },
  unsupported_response_type: {
    meaning: 'Only `response_type=code` is known here: tokens never travel through the browser.',
    cures: ['Switch your library from “implicit” to “authorization code with PKCE”.'],
  },
  invalid_scope: {
    meaning: 'Your app asked for a scope that it may not have.',
    cures: [
      'Ask only for scopes that are ticked in the settings of your app. See [Scopes](/docs/scopes).',
      'Put spaces between scopes, not commas.',
      'A refresh may ask for fewer scopes than were granted, never for more: send the person through authorization again.',
    ],
  },
  access_denied: {
    meaning: 'The person said no, or may not say yes.',
    cures: [
      'Take the person back to your app and say what does not work without a connection.',
      'While your app is not verified, only its developers and people whom they invited can connect it. Ask for verification in the console.',
      'An app that [registered itself](/docs/registration) can be connected by 25 people until an operator has verified it.',
    ],
  },
  server_error: {
    meaning: 'The fault is ours. It is in the log.',
    cures: ['Try again a little later. If it stays, tell the operator the error id.'],
  },
  temporarily_unavailable: {
    meaning: 'The server cannot answer right now.',
    cures: [
      'Wait as long as `Retry-After` says and ask again. Keep your tokens: they are still good.',
      'With status 429: too many registrations, or too many requests pushed by apps without a secret, came from your network within an hour.',
    ],
  },
  invalid_token: {
    meaning: 'The access token is not good here: expired, revoked, or meant for another API.',
    cures: [
      'Refresh once, then repeat the call with the new token.',
      'If refreshing fails with `invalid_grant`, the person has to connect your app again.',
      'A token for another API (`resource`) does not open this one.',
      'A [bound](/docs/bound-tokens) token is sent as `Authorization: DPoP` with a proof of its own key, or over a connection with [its certificate](/docs/client-certificates).',
      'At a `registration_client_uri`: the registration access token is another one, or the app was deleted or forgotten.',
    ],
  },
  insufficient_scope: {
    meaning: 'The token is good, and does not reach this far.',
    cures: [
      'Ask for the scope that `WWW-Authenticate` names, by a new authorization request.',
      'Changing a home needs a write scope, and a homeowner who shared the home for control.',
    ],
  },
  unsupported_token_type: {
    meaning: 'A token of this kind cannot be revoked here.',
    cures: ['Revoke the refresh token instead: everything that came of it ends with it.'],
  },
  invalid_target: {
    meaning: 'The `resource` names no API of this server, or not one that the person was asked about.',
    cures: [
      'Leave `resource` away for the device API.',
      'Send the identifier of the API exactly as its developer gave it to you, in the authorization request too.',
    ],
  },
  invalid_authorization_details: {
    meaning:
      'The `authorization_details` are not as they have to be, go further than the scope, or name what this account or this token does not have.',
    cures: [
      'Read `error_description`: it says which of them is not right. What they may hold stands in [Homes and devices](/docs/homes-and-devices#ask-for-homes).',
      'An id that is not the account’s is refused as one that nobody has: take ids from the homes that your app was given, and keep them apart by account.',
      'In a token request ask for a part of what was granted, never for more: for more, send the person through authorization again.',
    ],
  },
  login_required: {
    meaning: 'You asked without showing a page (`prompt=none`), and nobody is signed in.',
    cures: ['Send the person through authorization without `prompt=none`.'],
  },
  consent_required: {
    meaning: 'You asked without showing a page (`prompt=none`), and the person has to be asked.',
    cures: ['Send the person through authorization without `prompt=none`.'],
  },
  interaction_required: {
    meaning: 'You asked without showing a page (`prompt=none`), and a page is needed.',
    cures: ['Send the person through authorization without `prompt=none`.'],
  },
  account_selection_required: {
    meaning:
      'You asked without showing a page (`prompt=none`) for somebody else than the person who is signed in.',
    cures: ['Send the person through authorization without `prompt=none`, or without `id_token_hint`.'],
  },
  request_not_supported: {
    meaning: 'The parameter `request` (a signed request object) is not read from an app of an old dialect.',
    cures: [
      'Send the parameters of the authorization request one by one.',
      'If your program speaks OAuth as the RFCs write it, set the dialect of the app to `standard` in the console.',
    ],
  },
  request_uri_not_supported: {
    meaning: 'The parameter `request_uri` is not read from an app of an old dialect.',
    cures: [
      'Send the parameters of the authorization request one by one.',
      'If your program speaks OAuth as the RFCs write it, set the dialect of the app to `standard` in the console.',
    ],
  },
  invalid_request_uri: {
    meaning: 'The `request_uri` is not known, has expired, was used, or is another app’s.',
    cures: [
      '[Push](/docs/pushed-requests#push-the-request) the request again and send the person on at once.',
      'Use each `request_uri` once, with the `client_id` that pushed it.',
      'An https address must be registered as one of `request_uris`, and answer with the request object.',
    ],
  },
  invalid_request_object: {
    meaning: 'The signed request object is not right: its signature, its claims or its life.',
    cures: [
      'Sign it with a key that is registered for your app, and name the key by its `kid`.',
      '`iss` and `client_id` are your client id, `aud` is the issuer; it has not expired, and nothing of it may be missing under policy `fapi2`. See [Sign the request](/docs/pushed-requests#sign-the-request).',
    ],
  },
  unmet_authentication_requirements: {
    meaning:
      'You asked for a way of signing in (`acr`, marked essential) that this server or this person does not have.',
    cures: ['Ask for one of `acr_values_supported` of the metadata, or do not mark it essential.'],
  },
  invalid_dpop_proof: {
    meaning: 'The `DPoP` header is missing, wrong, too old, or was used before.',
    cures: [
      'Make a new [proof](/docs/bound-tokens#a-proof) for every request: its `htm` and `htu` are the method and the address without query, `iat` is now, `jti` is new.',
      'At an API add `ath`, the hash of the access token.',
      'Sign with the private key whose public half stands in the header’s `jwk`: the one that the token is bound to.',
    ],
  },
  use_dpop_nonce: {
    meaning: 'The proof has to hold a nonce of this server.',
    cures: [
      'Repeat the request with the [nonce](/docs/bound-tokens#nonces) of the answer’s `DPoP-Nonce` header in the proof. Libraries do this by themselves.',
    ],
  },
  invalid_redirect_uri: {
    meaning: 'A redirect URI cannot be registered.',
    cures: [
      'Use an https address, a loopback address or a scheme of your own, without a fragment, and without a parameter of an answer (`code`, `state`, `response`) in its query.',
    ],
  },
  invalid_client_metadata: {
    meaning: 'Something else of a registration is not right: `error_description` names the member.',
    cures: [
      'Compare with what the metadata document says is supported, and with [Registration](/docs/registration#what-it-may-say).',
    ],
  },
  insufficient_user_authentication: {
    meaning: 'The token is good, but the person signed in too long ago, or too weakly, for this call.',
    cures: [
      'Send the person through authorization again, with the `max_age` and `acr_values` that `WWW-Authenticate` names. See [A sign-in that is new or strong enough](/docs/bound-tokens#a-sign-in-that-is-new-or-strong-enough).',
    ],
  },
}
