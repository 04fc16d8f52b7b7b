import { html } from 'hono/html'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { identityCard, membersCard, redirectsCard, rulesCard, warnings } from './app-facts.ts'
import { unsafeNames } from './badges.ts'
import type { JudgedApp } from './find-app.ts'
import { metadataCard } from './metadata-facts.ts'

export interface VerifyView {
  readonly app: JudgedApp
  readonly form: FormTarget
  /** Names what the page shows. */
  readonly seen: string
  readonly isChanged: boolean
  readonly backHref: string
}

/** What is said on the page of the app afterwards. */
export const verifiedSentence = 'The app is verified: everybody can connect it now.'

export function verifyBody({ app, form, seen, isChanged, backHref }: VerifyView): Html {
  return html`${isChanged ? changed : ''}${warnings(app.client)}
${identityCard(app)}
${redirectsCard(app.client)}
${rulesCard(app.client)}
${metadataCard(app.client)}
${membersCard(app)}
<section class="card">${sectionHeading({ title: 'What happens' })}
<form class="form" id="action-form" method="post" action="${form.action}">${hiddenFields(form)}<input type="hidden" name="seen" value="${seen}">
<ul><li>Everybody can connect it, and consent says that it is verified.</li>
${unsafeNames(app.client).length === 0 ? '' : html`<li>What is unsafe about it begins to work.</li>`}
<li>You vouch for what stands above. When its developers change who it is or where it takes people, it has to be verified again.</li></ul>
<div class="actions"><button class="button main" id="action-submit">Verify the app</button><a class="button" href="${backHref}">Go back</a></div></form></section>`
}

const changed = notice({
  kind: 'bad',
  id: 'changed',
  title: 'The app was changed while you looked, and nothing was verified.',
  text: 'This is what it says now.',
  isAnswer: true,
})
