import { html } from 'hono/html'
import { dialectWords, policyWords } from '../clients/policy-words.ts'
import { badge } from '../pages/badge.ts'
import { buttonForm } from '../pages/button-form.ts'
import { emptyState } from '../pages/empty-state.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { FormTarget } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import { itemList } from '../pages/item-list.ts'
import type { Client } from '../store/records.ts'
import { appPath } from './console-page.ts'

/** The apps of a developer. */
export function appsBody(apps: readonly Client[]): Html {
  const empty = emptyState({
    title: 'No app yet',
    text: 'Register one, and you have a token in a minute.',
    action: html`<a class="button main" href="/console/new">Register an app</a>`,
  })
  return itemList(
    apps.map((client) => ({
      title: foreignText(client.name),
      href: appPath(client),
      detail: `${dialectWords[client.dialect].title} · ${policyWords[client.policy].title}`,
      aside: stateBadge(client),
    })),
    empty,
  )
}

export function stateBadge({ state, verified, verificationAskedAt }: Client): Html {
  if (state === 'suspended') return badge('bad', 'Suspended')
  if (verified) return badge('good', 'Verified')
  return verificationAskedAt === undefined ? badge('warn', 'Not verified') : badge('warn', 'Being checked')
}

/** For a person who is no developer yet. */
export function becomeDeveloperBody(form: FormTarget, isOpen: boolean, brandName: string): Html {
  if (!isOpen) {
    return html`<section class="card"><p>Developers are chosen by ${brandName} here. Ask its support to make your account a developer’s.</p></section>`
  }
  return html`<section class="card">
<p>Your account can do that: as a developer you register apps, get client ids and secrets, and see what your apps do. Nothing changes for your home.</p>
${buttonForm({ form, id: 'become-developer', label: 'Become a developer', kind: 'main' })}
</section>`
}
