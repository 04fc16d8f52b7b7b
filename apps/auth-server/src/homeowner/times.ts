import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import type { Account, Millis } from '../store/records.ts'

/** Points in time as a page says them: `3 May 2026`, and with the clock `3 May 2026 at 14:05 UTC`. */
export interface Times {
  day(at: Millis): Html
  time(at: Millis): Html
}

/** English without a country would put the month first. */
const localeOf: Partial<Record<Language, string>> = { en: 'en-GB' }

const date = { day: 'numeric', month: 'long', year: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const

/** In the reader's language, and in their time zone where their account says one. */
export function timesIn(lang: Language, account: Pick<Account, 'claims'>): Times {
  const timeZone = timeZoneOf(account)
  const locale = localeOf[lang] ?? lang
  const day = new Intl.DateTimeFormat(locale, { ...date, timeZone })
  const time = new Intl.DateTimeFormat(locale, { ...date, ...clock, timeZone })
  const said = (format: Intl.DateTimeFormat) => (at: Millis) =>
    html`<time datetime="${new Date(at).toISOString()}">${format.format(at)}</time>`
  return { day: said(day), time: said(time) }
}

/** The claim `zoneinfo` (OpenID Connect Core §5.1), when it is a time zone. */
function timeZoneOf({ claims: { zoneinfo } }: Pick<Account, 'claims'>): string {
  if (typeof zoneinfo !== 'string') return 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zoneinfo }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
