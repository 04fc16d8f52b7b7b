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
<div class="prose"><ul>${consequences(view).map((line) => html`<li>${line}</li>`)}</ul></div>
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
  const named = (sentence: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [html`${sentence}<ul>${names.map((name) => html`<li>${foreignText(name)}</li>`)}</ul>`]
  const own = (isPassedOn: boolean) =>
    apps.filter((app) => app.isPassedOn === isPassedOn).map(({ name }) => name)
  return [
    html`${text.connections}`,
    ...(homes.length === 0 ? [html`${text.homes.none}`] : named(text.homes.listed, homes)),
    ...named(text.passedOn, own(true)),
    ...named(text.ends, own(false)),
    ...(moreApps > 0 ? [html`${text.moreApps(moreApps)}`] : []),
    html`${text.email}`,
    html`${text.audit}`,
  ]
}

/** Nobody is signed in any more. */
export function goodbyePage(brand: Brand, lang: Language): Html {
  const { title, text, front } = deletionTexts[lang].done
  const body = html`<div class="card"><div class="lead" id="account-deleted"><h1>${title}</h1><p class="soft">${text}</p></div>
<div class="actions"><a class="button" href="/">${front}</a></div></div>`
  return frame({ brand, lang, title, body })
}
