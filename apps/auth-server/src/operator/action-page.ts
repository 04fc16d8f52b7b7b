import { html } from 'hono/html'
import { errorSummary } from '../pages/error-summary.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'

export interface ActionPageView {
  readonly form: FormTarget
  readonly says: readonly string[]
  readonly button: string
  readonly kind: 'main' | 'danger'
  /** What must be typed, and whether something else was. */
  readonly typed?: { readonly label: string; readonly word: string; readonly isWrong: boolean } | undefined
  readonly backHref: string
}

/** What happens, and the button that makes it happen. */
export function actionForm({ form, says, button, kind, typed, backHref }: ActionPageView): Html {
  const error = 'This is not what stands above.'
  const isWrong = typed?.isWrong === true
  return html`<form class="card form${kind === 'danger' ? ' danger-zone' : ''}" id="action-form" method="post" action="${form.action}">${hiddenFields(form)}
${errorSummary(isWrong ? [{ fieldId: 'confirmation', text: error }] : [], 'Nothing was done')}
<ul>${says.map((sentence) => html`<li>${sentence}</li>`)}</ul>
${typed === undefined ? '' : field({ name: 'confirmation', label: typed.label, hint: typed.word, type: 'text', autocomplete: 'off', maxLength: 300, ...(isWrong && { error }) })}
<div class="actions"><button class="button main${kind === 'danger' ? ' danger' : ''}" id="action-submit">${button}</button><a class="button" href="${backHref}">Go back</a></div></form>`
}

/** Why it cannot be done. */
export function actionRefused(sentence: string, backHref: string, isAnswer: boolean): Html {
  return html`${notice({ kind: 'bad', text: sentence, id: 'action-refused', isAnswer })}
<p><a class="button" href="${backHref}">Go back</a></p>`
}
