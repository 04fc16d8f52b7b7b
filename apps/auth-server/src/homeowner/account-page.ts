import { html } from 'hono/html'
import { buttonForm } from '../pages/button-form.ts'
import { foreignText } from '../pages/foreign-text.ts'
import type { FormTarget } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import { itemList } from '../pages/item-list.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import type { Millis } from '../store/records.ts'
import { accountTexts } from './account-texts.ts'
import type { Reader } from './answer-home-page.ts'
import { deletionTexts } from './deletion-texts.ts'

export interface AccountPageView {
  readonly reader: Reader
  readonly name: string | undefined
  readonly email: string
  readonly browsers: readonly BrowserView[]
  /** How many there are besides. */
  readonly moreBrowsers: number
  /** Posts to the page itself. */
  readonly form: FormTarget
  readonly done: Html | ''
}

export interface BrowserView {
  readonly isThis: boolean
  readonly signedInAt: Millis
  readonly lastSeenAt: Millis
}

export function accountBody(view: AccountPageView): Html {
  const { reader, name, email, done } = view
  const text = accountTexts[reader.lang]
  const deletion = deletionTexts[reader.lang]
  return html`${done}
<section class="stack"><h2>${text.you}</h2>
${itemList(
  [
    {
      title: text.nameForm.title,
      href: '/home/name',
      detail: name === undefined ? text.noName : foreignText(name, 100),
    },
    { title: text.emailForm.title, href: '/home/email', detail: foreignText(email, 254) },
    { title: text.passwordForm.title, href: '/home/password', detail: text.passwordMore },
  ],
  html``,
)}</section>
${browsers(view)}
<section class="stack"><h2>${text.yourData}</h2>
${itemList(
  [
    { title: text.data.title, href: '/home/data', detail: text.data.format },
    { title: deletion.title, href: '/home/delete', detail: deletion.short },
  ],
  html``,
)}</section>`
}

function browsers({ reader, browsers: list, moreBrowsers, form }: AccountPageView): Html {
  const { lang, times } = reader
  const text = accountTexts[lang]
  const items = list.map(({ isThis, signedInAt, lastSeenAt }) => ({
    title: isThis ? text.thisBrowser : text.anotherBrowser,
    detail: html`${text.signedInSince(times.day(signedInAt))} · ${text.lastSeen(times.time(lastSeenAt))}`,
  }))
  const isAlone = list.length + moreBrowsers === 1
  return html`<section class="stack">${sectionHeading({ title: text.signedIn, lead: text.signedInMore })}
${itemList(items, html``)}
${moreBrowsers === 0 ? '' : html`<p class="soft">${text.moreBrowsers(moreBrowsers)}</p>`}
${isAlone ? '' : html`<div class="row">${buttonForm({ form, id: 'sign-out-others', label: text.signOutOthers })}</div>`}</section>`
}
