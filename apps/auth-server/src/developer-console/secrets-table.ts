import { sha256 } from '@latchkey/protocol'
import { html } from 'hono/html'
import { masked } from '../pages/copyable.ts'
import { dataTable } from '../pages/data-table.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { dayText, timeText } from '../pages/time-text.ts'
import type { Client, ClientSecret } from '../store/records.ts'
import { appPath } from './console-page.ts'

/** A secret's name in addresses, from which nothing of it can be told. */
export function secretName({ hash }: ClientSecret): string {
  return sha256(`secret ${hash}`).slice(0, 16)
}

/** Every secret with what tells it apart; none can be shown again. */
export function secretsTable(client: Client, now: number): Html {
  return dataTable({
    caption: 'Secrets of this app',
    showsCaption: false,
    columns: [
      { title: 'Label' },
      { title: 'Secret' },
      { title: 'Made', kind: 'short' },
      { title: 'Expires', kind: 'short' },
      { title: 'Last used', kind: 'short' },
      { title: 'Actions', kind: 'actions' },
    ],
    rows: client.secrets.map((secret) => [
      html`${foreignText(secret.label)}${secret.weak ? html` <span class="badge warn">weak</span>` : ''}`,
      masked(secret.ending),
      dayText(secret.createdAt),
      expiryText(secret, now),
      secret.lastUsedAt === undefined ? 'never' : timeText(secret.lastUsedAt),
      client.secrets.length > 1
        ? html`<a class="button danger" href="${appPath(client, `secrets/${secretName(secret)}/end`)}">End<span class="unseen"> the secret that ends in ${secret.ending}</span></a>`
        : '–',
    ]),
    empty: 'No secret yet.',
  })
}

function expiryText({ expiresAt }: ClientSecret, now: number): Html | string {
  if (expiresAt === undefined) return 'never'
  return expiresAt <= now
    ? html`<span class="badge bad">expired</span> ${dayText(expiresAt)}`
    : dayText(expiresAt)
}
