// Long because it is a table: one entry per reason, in words for the developer of an app.
import { dialects } from '@latchkey/dialects'
import type { Reason } from '@latchkey/protocol'
import { html } from 'hono/html'
import { allowedMethods } from '../client-authentication/allowed-methods.ts'
import { policyOf } from '../clients/policies.ts'
import { durationInWords } from '../pages/duration-in-words.ts'
import { tamed } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import type { Client, TokenEndpointAuthMethod } from '../store/records.ts'
import { cureOfCode } from './cure-of-code.ts'
import { explainRedirectUri, explainRedirectUriThatDiffers } from './explain-redirect-uri.ts'
import { explainSecret } from './explain-secret.ts'
import type { Explanation, ReasonOf, Situation } from './explanation.ts'
import { listed, quoted } from './quoted.ts'

type Explain<K extends Reason['kind']> = (reason: ReasonOf<K>, situation: Situation) => Explanation

/** Words for every reason; a new reason without them does not compile. Links are relative to the app's own pages. */
const explanations: { readonly [K in Reason['kind']]: Explain<K> } = {
  'as described': (_, { failure }) => ({
    what: html`${tamed(failure.message, 500)}`,
    cure: cureOfCode(failure.code),
  }),
  'missing parameter': ({ parameter }, situation) => ({
    what: html`The request had no ${quoted(parameter)}, or an empty one.`,
    cure: missingCure(parameter, situation),
  }),
  'repeated parameter': ({ parameter }) => ({
    what: html`The request had ${quoted(parameter)} more than once.`,
    cure: html`Send it once: either in the body or in the URL, and from one place of your program.`,
  }),
  'malformed parameter': ({ parameter }, { failure }) => ({
    what: html`${quoted(parameter)} was not as it has to be: ${tamed(failure.message, 500)}`,
    cure: html`Let a well-known OAuth library make this value, or compare it with the samples.`,
  }),
  'unreadable request': ({ detail }, { failure }) => ({
    what: html`The request could not be read (${tamed(detail)}): ${tamed(failure.message, 500)}`,
    cure: html`Send a POST with <code>Content-Type: application/x-www-form-urlencoded</code> and the parameters in its body.`,
  }),
  'request begun too long ago': () => ({
    what: html`Somebody went on with a request that was begun too long ago, or in another browser.`,
    cure: html`Nothing to change when it happens now and then. Do not keep or share addresses of sign-in pages: begin each time with a new request.`,
  }),
  'homes not known': () => ({
    what: html`The homes of the account could not be read, so that nobody could be asked which to share.`,
    cure: cureOfCode('temporarily_unavailable'),
  }),
  'request denied': () => ({
    what: html`The person said no.`,
    cure: html`Take the person back into your app, and say what does not work without the connection.`,
  }),
  'not allowed by dialect': ({ detail }, { client }) => ({
    what: html`${tamed(detail, 500)}`,
    cure: html`Change the request, or, if your program cannot be changed, the dialect of the app in <a href="settings">Settings</a>. It is ${quoted(client.dialect)} now.`,
  }),
  'no client authentication': (_, situation) => ({
    what: html`The request did not prove that it comes from this app: ${tamed(situation.failure.message, 500)}`,
    cure: html`Authenticate by ${methodsOf(situation)}.`,
  }),
  'several client authentications': ({ methods }, situation) => ({
    what: html`The request had credentials in several places at once: ${listed(methods)}.`,
    cure: html`Authenticate in one way: ${methodsOf(situation)}. Some libraries send both by default and have an option for it.`,
  }),
  'unknown client': ({ clientId }) => ({
    what: html`There is no app with the id ${quoted(clientId)}.`,
    cure: html`Copy the client id from the overview of your app.`,
  }),
  'client not active': (_, { client }) => ({
    what: html`The app was not active.`,
    cure:
      client.state === 'active'
        ? html`It is active again: try once more.`
        : html`The operator suspended it: ask there.`,
  }),
  'client not verified': (_, { client }) => ({
    what: html`Somebody who neither develops nor tests this app wanted to connect it, and it was not verified.`,
    cure: client.verified
      ? html`It is verified now: everybody can connect it.`
      : html`Invite the person under <a href="members">Members</a>, or <a href="verification">ask for verification</a>.`,
  }),
  'wrong client secret': explainSecret,
  'bad client assertion': ({ detail }, { client }) => ({
    what: html`The client assertion was refused: ${tamed(detail, 300)}.`,
    cure: html`Registered keys: ${listed(keyIdsOf(client.jwks?.keys ?? []))}. Sign with one of them; <code>iss</code> and <code>sub</code> are the client id, <code>aud</code> is the issuer; a new <code>jti</code> each time, and a life of a minute or so.`,
  }),
  'bad client certificate': ({ detail }) => ({
    what: html`The client certificate was refused: ${tamed(detail, 300)}.`,
    cure: html`Send the certificate that this app registered, to the addresses under <code>mtls_endpoint_aliases</code> of the metadata.`,
  }),
  'bad proof of possession': ({ detail }) => ({
    what: html`The token is bound to a key, and the proof of that key was refused: ${tamed(detail, 300)}.`,
    cure: html`Make a new DPoP proof for every request, with its method and address, the time now and a new <code>jti</code>; after <code>use_dpop_nonce</code> put the nonce of the answer into the next one.`,
  }),
  'bad request object': ({ detail }) => ({
    what: html`The request object was refused: ${tamed(detail, 300)}.`,
    cure: html`Sign it with a registered key; <code>iss</code> and <code>client_id</code> are the client id, <code>aud</code> is the issuer, and it lives an hour at most.`,
  }),
  'request uri not known': ({ detail }) => ({
    what: html`The <code>request_uri</code> was refused: ${tamed(detail, 300)}.`,
    cure: html`Push a new request for every person whom you send, and use its <code>request_uri</code> at once, with the same client id.`,
  }),
  'policy demands more': ({ policy, detail }) => ({
    what: html`The policy ${quoted(policy)} of this app demands more: ${tamed(detail, 300)}.`,
    cure: html`Change the request, or the policy of the app in <a href="settings">Settings</a>.`,
  }),
  'outbound request failed': ({ url, detail }) => ({
    what: html`The server could not read ${quoted(url)}: ${tamed(detail, 300)}.`,
    cure: html`The address must answer over https with a certificate that is publicly trusted, within five seconds, without a redirect, and must not lead into a private network.`,
  }),
  throttled: () => ({
    what: html`Too many wrong secrets or codes came in a minute, so this one was not looked at.`,
    cure: html`Wait as long as <code>Retry-After</code> says, and look at the failures before this one. If they are not yours, somebody else tries: your right secret still works.`,
  }),
  'redirect uri not registered': explainRedirectUri,
  'redirect uri differs': explainRedirectUriThatDiffers,
  'code not found': () => ({
    what: html`The code is not known: it was spent and forgotten, is another app’s, or was changed on its way.`,
    cure: html`Take the code out of the redirect once, URL-decode it once, and redeem it at once, with the client id that asked for it.`,
  }),
  'code expired': (_, { client }) => ({
    what: html`The code had expired: it came more than ${durationInWords(codeSecondsOf(client))} after it was given.`,
    cure: html`Redeem a code as soon as the redirect arrives, before anything slow.`,
  }),
  'code spent': () => ({
    what: html`The code was spent before. Because it may have been stolen, the connection that it had bought was ended.`,
    cure: html`Send each code once: no retries of the same token request, and no reload of the callback page that sends it again. The person has to connect anew.`,
  }),
  'code of another client': () => ({
    what: html`The code was given to another app.`,
    cure: html`Redeem it with the client id of the authorization request.`,
  }),
  'wrong code verifier': (_, { failure }) => ({
    what: html`${tamed(failure.message, 500)}`,
    cure: html`Keep the verifier in the browser’s session between both requests. <code>code_challenge</code> is the base64url, without <code>=</code>, of the SHA-256 of <code>code_verifier</code>.`,
  }),
  'refresh token not found': () => ({
    what: html`The refresh token is none that was given here, or its connection is long over.`,
    cure: html`Store the whole token, unchanged, and the newest one: each answer carries it. Ask the person to connect anew.`,
  }),
  'refresh token expired': (_, { client }) => ({
    what: html`The refresh token was not used for too long: it lives ${durationInWords(policyOf(client).refreshIdleSeconds)} without use${mostOf(client)}.`,
    cure: html`Ask the person to connect anew. Refresh now and then, also when nobody looks at your app.`,
  }),
  'refresh token replayed': () => ({
    what: html`A refresh token was used again after it had been replaced. Because it may have been stolen, the connection was ended.`,
    cure: html`Store the new refresh token of each answer before anything else, and let only one process refresh a connection at a time. The person has to connect anew.`,
  }),
  'refresh token of another client': () => ({
    what: html`The token was given to another app.`,
    cure: html`Keep the tokens of your apps apart: use and revoke each with the client id that got it.`,
  }),
  'family ended': () => ({
    what: html`The connection was ended: by the person, by your app, by the operator, or because a code or token was used twice.`,
    cure: html`Forget the tokens and ask the person to connect anew. Trying again does not help.`,
  }),
  'account not active': () => ({
    what: html`The person’s account, or what they had allowed, is not active any more.`,
    cure: html`Forget the tokens. The person can connect anew when the account works again.`,
  }),
  'scope not allowed': ({ scope, allowed }, situation) => ({
    what: html`The scope was ${quoted(scope)}; allowed here: ${listed(allowed)}.`,
    cure: scopeCure(scope, situation),
  }),
  'grant type not allowed': ({ grantType, allowed }, { client }) => ({
    what: html`The grant type was ${quoted(grantType)}; the app had ${listed(allowed)}.`,
    cure: (client.grantTypes as readonly string[]).includes(grantType)
      ? html`It is allowed now: try again.`
      : html`Use one of these, or allow it in <a href="settings">Settings</a>.`,
  }),
}

/** What happened and what to do about it. */
export function explainFailure(situation: Situation): Explanation {
  const { reason } = situation.failure
  const explain = explanations[reason.kind] as Explain<typeof reason.kind> | undefined
  // A newer version may have written a reason that this one does not know.
  return (explain ?? explanations['as described'])(reason as never, situation)
}

function missingCure(parameter: string, { client }: Situation): Html {
  if (parameter === 'code_challenge')
    return html`This app has to use PKCE: send <code>code_challenge</code> and <code>code_challenge_method=S256</code>. Every good library has an option for it.`
  if (parameter === 'redirect_uri')
    return html`Send one of the registered: ${listed(client.redirectUris)}. In the token request, the same again.`
  if (parameter === 'state')
    return html`Send a <code>state</code> that nobody can guess, and compare it in the callback.`
  return html`Token requests carry their parameters in the body of the POST, authorization requests in the URL.`
}

function methodsOf({ client }: Situation): string {
  return allowedMethods(client, dialects[client.dialect]).map(methodInWords).join(', or ')
}

function methodInWords(method: TokenEndpointAuthMethod): string {
  switch (method) {
    case 'client_secret_basic':
      return 'HTTP Basic, with client id and secret in the Authorization header'
    case 'client_secret_post':
      return 'client_id and client_secret in the body'
    case 'private_key_jwt':
      return 'a client_assertion that your key has signed'
    case 'tls_client_auth':
      return 'a client certificate of a trusted authority'
    case 'self_signed_tls_client_auth':
      return 'a client certificate whose key is registered'
    case 'none':
      return 'client_id alone in the body, without a secret'
  }
}

function codeSecondsOf(client: Client): number {
  const { codeSeconds, shownCodeSeconds } = policyOf(client)
  return client.redirectUris.length === 0 ? shownCodeSeconds : codeSeconds
}

function keyIdsOf(keys: readonly { readonly kid?: string | undefined }[]): readonly string[] {
  return keys.map(({ kid }, at) => kid ?? `key ${at + 1} without kid`)
}

function mostOf(client: Client): string {
  const most = policyOf(client).refreshMaxSeconds
  return most === undefined ? '' : `, and ${durationInWords(most)} in all`
}

function scopeCure(scope: string, { client }: Situation): Html {
  const parts = scope.split(/[\s,]+/).filter((part) => part !== '')
  if (parts.every((part) => client.scopes.includes(part)))
    return scope.includes(',')
      ? html`Put blanks between scopes, not commas.`
      : html`The app has this scope now. A refresh may only narrow what the person allowed: send them through a new authorization request.`
  return html`Ask for less, or tick the scope in <a href="settings">Settings</a>. The app has ${listed(client.scopes)}.`
}
