import { html } from 'hono/html'
import { mostTesters } from '../clients/strangers-apps.ts'
import { buttonForm } from '../pages/button-form.ts'
import type { FormTarget } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { dayText } from '../pages/time-text.ts'
import type { Client } from '../store/records.ts'
import { appPath } from './console-page.ts'

/** Who can connect the app now, and how everybody will. */
export function verificationCard(client: Client, form: FormTarget): Html {
  const { members, verificationAskedAt } = client
  const testers = members.filter(({ role }) => role === 'tester').length
  const ask =
    verificationAskedAt === undefined
      ? buttonForm({ form, id: 'ask-verification', label: 'Ask for verification', kind: 'main' })
      : html`<p>You asked on ${dayText(verificationAskedAt)}. An operator will look at it.</p>`
  return html`<section class="card">${sectionHeading({ title: 'Not verified yet' })}
<p>For now only its developers and the people whom you invite can connect this app: ${testers} of ${mostTesters} are invited.</p>
<div class="row"><a class="button" href="${appPath(client, 'members')}">Invite people</a>${ask}</div></section>`
}
