import { html } from 'hono/html'
import type { Brand } from '../pages/brand.ts'
import { foreignText, tamed } from '../pages/foreign-text.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { notice } from '../pages/notice.ts'
import { deletionTexts } from './deletion-texts.ts'
import { homeTexts } from './home-texts.ts'

export type DeletionProblem = 'wrongConfirmation' | 'onlyOperator'

export interface DeletionPageView {
  readonly lang: Language
  readonly form: FormTarget
  readonly email: string
  readonly homes: readonly string[]
  /** The person's own apps, and whether somebody else takes each over. */
  readonly apps: readonly { readonly name: string; readonly isPassedOn: boolean }[]
  readonly moreApps: number
  readonly problem: DeletionProblem | undefined
}

export function deletionBody(view: DeletionPageView): Html {
  const { lang, form, email, problem } = view
  const text = deletionTexts[lang]
  const wrong =
    problem === 'wrongConfirmation' ? { error: text.wrongConfirmation, focused: true } : ({} as const)
  const confirmation = { name: 'confirmation', type: 'text', autocomplete: 'off' } as const
  return html`${problem === 'onlyOperator' ? notice({ kind: 'bad', id: 'problem', text: text.onlyOperator, isAnswer: true }) : ''}
<section class="card"><h2>${text.whatHappens}</h2>
<ul class="list" role="list">${consequences(view).map((line) => html`<li>${line}</li>`)}</ul>
<div class="actions"><a class="button" href="/home/data">${text.download}</a></div></section>
<section class="card danger-zone"><form class="form" id="delete-form" method="post" action="${form.action}">
${hiddenFields(form)}
${field({ ...confirmation, label: text.confirmation(tamed(email, 254)), ...wrong })}
<div class="actions">
<button class="button main danger" id="delete-submit">${text.submit}</button>
<a class="button" id="delete-cancel" href="/home/account">${homeTexts[lang].cancel}</a>
</div></form></section>`
}

function consequences({ lang, homes, apps, moreApps }: DeletionPageView): readonly Html[] {
  const text = deletionTexts[lang]
  const home =
    homes.length === 0
      ? html`<p>${text.homes.none}</p>`
      : html`<p>${text.homes.listed}</p><ul class="list homes" role="list">${homes.map((name) => html`<li><p>${foreignText(name)}</p></li>`)}</ul>`
  const own = apps.map(({ name, isPassedOn }) => (isPassedOn ? text.passedOn : text.ends)(foreignText(name)))
  return [
    html`<p>${text.connections}</p>`,
    home,
    ...own.map((line) => html`<p>${line}</p>`),
    ...(moreApps > 0 ? [html`<p>${text.moreApps(moreApps)}</p>`] : []),
    html`<p>${text.email}</p>`,
    html`<p>${text.audit}</p>`,
  ]
}

/** Nobody is signed in any more. */
export function goodbyePage(brand: Brand, lang: Language): Html {
  const { title, text, front } = deletionTexts[lang].done
  const body = html`<div class="card"><div class="lead" id="account-deleted"><h1>${title}</h1><p class="soft">${text}</p></div>
<div class="actions"><a class="button" href="/">${front}</a></div></div>`
  return frame({ brand, lang, title, body })
}
