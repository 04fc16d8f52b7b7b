import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { Explanation, ReasonOf, Situation } from './explanation.ts'
import { listed, quoted } from './quoted.ts'
import { type NearMiss, redirectNearMiss } from './redirect-near-miss.ts'

/** The authorization request named an address that is not registered. */
export function explainRedirectUri(
  { given, registered }: ReasonOf<'redirect uri not registered'>,
  { client }: Situation,
): Explanation {
  const are =
    registered.length === 1
      ? html`registered is ${listed(registered)}`
      : html`registered are ${listed(registered)}`
  const what = html`The redirect_uri was ${quoted(given)}; ${registered.length === 0 ? html`none is registered` : are}.`
  if (client.redirectUris.includes(given)) return { what, cure: html`It is registered now: try again.` }
  const near = redirectNearMiss(given, client.redirectUris)
  const register = html`register it in <a href="settings">Settings</a>, or send the registered one: they are compared letter by letter.`
  return {
    what,
    cure: near === undefined ? html`If it is yours, ${register}` : html`${miss(near)} Either ${register}`,
  }
}

/** The token request named another address than the authorization request. */
export function explainRedirectUriThatDiffers({
  given,
  expected,
}: ReasonOf<'redirect uri differs'>): Explanation {
  const asked = expected === '' ? html`had none` : html`had ${quoted(expected)}`
  const near = given === undefined ? undefined : redirectNearMiss(given, [expected])
  return {
    what: html`The redirect_uri of the token request was ${quoted(given)}; the authorization request ${asked}.`,
    cure: html`${near === undefined ? '' : miss(near)} Send exactly the same text in both requests: keep it in one place of your program.`,
  }
}

function miss({ registered, differences }: NearMiss): Html {
  return html`It differs from ${quoted(registered)} only in this: ${differences.join('; ')}.`
}
