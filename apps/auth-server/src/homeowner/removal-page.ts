import { html } from 'hono/html'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { homeTexts } from './home-texts.ts'

export interface RemovalPageView {
  readonly lang: Language
  /** The form is `ID-form`, its button `ID-submit`. */
  readonly id: string
  readonly body: Html
  readonly form: FormTarget
  readonly submit: string
  readonly cancelHref: string
}

/** What will end, and a button that does it. */
export function removalBody({ lang, id, body, form, submit, cancelHref }: RemovalPageView): Html {
  return html`<section class="card danger-zone">${body}
<form id="${id}-form" method="post" action="${form.action}">
${hiddenFields(form)}
<div class="actions">
<button class="button main danger" id="${id}-submit">${submit}</button>
<a class="button" id="${id}-cancel" href="${cancelHref}">${homeTexts[lang].cancel}</a>
</div></form></section>`
}
