import { html } from 'hono/html'
import type { HomeChoice, PostedChoice } from '../home-access/home-choice.ts'
import { homePicker } from '../home-access/home-picker.ts'
import { homePickerTexts } from '../home-access/home-picker-texts.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { notice } from '../pages/notice.ts'
import { appsTexts } from './apps-texts.ts'
import { homeTexts } from './home-texts.ts'

export interface ConnectionHomesView {
  readonly lang: Language
  readonly form: FormTarget
  readonly choices: readonly HomeChoice[]
  /** Why what was sent is not saved. */
  readonly problem: PostedChoice['problem']
  readonly cancelHref: string
  /** The page that ends the access altogether. */
  readonly endHref: string
}

/** What one connection reaches, to be changed. */
export function connectionHomesBody(view: ConnectionHomesView): Html {
  const { lang, form, choices, cancelHref } = view
  return html`${problem(view)}<section id="homes"><form class="form" id="homes-form" method="post" action="${form.action}">
${hiddenFields(form)}
${homePicker(choices, lang)}
<div class="actions">
<button class="button main" id="homes-submit" name="decision" value="save">${appsTexts[lang].change.save}</button>
<a class="button" id="homes-cancel" href="${cancelHref}">${homeTexts[lang].cancel}</a>
</div></form></section>`
}

function problem({ lang, problem: kind, endHref }: ConnectionHomesView): Html {
  if (kind === undefined) return html``
  const text =
    kind === 'unknown'
      ? html`<a href="#homes">${homePickerTexts[lang].problems.unknown}</a>`
      : html`<a href="${endHref}">${appsTexts[lang].change.nothing}</a>`
  return notice({ kind: 'bad', id: 'homes-problem', text, isAnswer: true })
}
