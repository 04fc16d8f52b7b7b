import { html } from 'hono/html'
import { livingSecrets } from '../clients/client-secret.ts'
import type { Html } from '../pages/html.ts'
import type { ClientSecret } from '../store/records.ts'
import type { Explanation, ReasonOf, Situation } from './explanation.ts'
import { listed, quoted } from './quoted.ts'

/** Of secrets nothing is known but how they end. */
export function explainSecret(
  { ending }: ReasonOf<'wrong client secret'>,
  { client, now }: Situation,
): Explanation {
  const living = livingSecrets(client, now)
  const what = html`The secret that was sent ends in ${quoted(ending)}${known(living)}.`
  return { what, cure: cureOf(ending, client.secrets, living) }
}

function known(living: readonly ClientSecret[]): Html {
  if (living.length === 0) return html`; this app has no secret that is good now`
  const endings = listed(living.map((secret) => secret.ending))
  return living.length === 1
    ? html`; the current one ends in ${endings}`
    : html`; the current ones end in ${endings}`
}

function cureOf(ending: string, all: readonly ClientSecret[], living: readonly ClientSecret[]): Html {
  if (/\s$/.test(ending))
    return html`A blank or a line break came along when the secret was copied. Trim the value where your program reads it.`
  const isAlike = (secret: ClientSecret) => secret.ending === ending
  const [alike] = living.filter(isAlike)
  if (alike !== undefined)
    return html`It ends like a current secret${named(alike)}, so its beginning differs: copied without its first characters, with a blank before it, or form-encoded twice. Copy it anew.`
  const [expired] = all.filter(isAlike)
  if (expired !== undefined)
    return html`A secret with this ending${named(expired)} has expired. Put a current one into your program, or <a href="new-secret">make another one</a>.`
  return html`Put a current secret into your program: look for an old configuration, another app’s secret, or the value of a test system. A lost one cannot be shown again; instead <a href="new-secret">make another one</a>.`
}

function named({ label }: ClientSecret): Html {
  return label === '' ? html`` : html` (${quoted(label)})`
}
