import { html } from 'hono/html'
import { type FieldTexts, fieldError, fieldHint, fieldLabel, fieldState } from './form.ts'
import type { Html } from './html.ts'

export interface TextAreaView extends FieldTexts {
  readonly value?: string
  readonly rows?: number
  /** Shown in the letters of code: addresses, keys, JSON. */
  readonly isCode?: boolean
  readonly maxLength?: number
}

/** A field of several lines. */
export function textArea(view: TextAreaView): Html {
  const { name, rows = 4, isCode = false, maxLength = 20_000, value = '' } = view
  return html`<div class="field">${fieldLabel(view)}${fieldHint(view)}
<textarea id="${name}" name="${name}" rows="${rows}" maxlength="${maxLength}"${fieldState(view)}${
    isCode ? html` class="as-code" autocapitalize="none" spellcheck="false"` : ''
  }>\n${value}</textarea>
${fieldError(view)}</div>`
}

export interface Choice {
  readonly value: string
  readonly title: string
  /** What it means, in plain words. */
  readonly explanation?: Html | string
}

export interface ChoiceView extends FieldTexts {
  readonly choices: readonly Choice[]
  /** The value that is chosen at first. */
  readonly chosen?: string
}

/** One of many words. */
export function selectField(view: ChoiceView): Html {
  const { name, choices, chosen } = view
  return html`<div class="field">${fieldLabel(view)}${fieldHint(view)}
<select id="${name}" name="${name}"${fieldState(view)}>${choices.map(
    ({ value, title }) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${title}</option>`,
  )}</select>
${fieldError(view)}</div>`
}

/** One of a few, each with what it means. The first input has the name as its id, so that `errorSummary` can lead to it. */
export function radioCards(view: ChoiceView): Html {
  const { name, choices, chosen } = view
  const cards = choices.map(
    (choice, at) =>
      html`<label class="choice"><input type="radio" id="${at === 0 ? name : `${name}-${at}`}" name="${name}" value="${choice.value}"${
        choice.value === chosen ? html` checked` : ''
      }${view.optional ? '' : html` required`}>${choiceText(choice)}</label>`,
  )
  return fieldset({
    ...view,
    legend: view.label,
    body: html`<div class="choices">${cards}</div>`,
  })
}

export interface CheckboxView {
  readonly name: string
  /** What is sent when it is ticked; `on` if absent. */
  readonly value?: string
  readonly title: Html | string
  readonly explanation?: Html | string
  readonly checked?: boolean
  /** Absent: the name. Needed where several boxes have one name. */
  readonly id?: string
}

/** One thing to say yes to. */
export function checkboxField({
  name,
  value = 'on',
  checked = false,
  id = name,
  ...texts
}: CheckboxView): Html {
  return html`<label class="check"><input type="checkbox" id="${id}" name="${name}" value="${value}"${
    checked ? html` checked` : ''
  }>${choiceText(texts)}</label>`
}

export interface FieldsetView {
  /** Fields that belong together under this name. */
  readonly legend: string
  readonly name?: string
  readonly hint?: string
  readonly error?: string
  readonly body: Html
}

/** A group of fields, with a hint and an error for the whole of it. */
export function fieldset({ legend, name = '', hint, error, body }: FieldsetView): Html {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return html`<fieldset${ids === '' ? '' : html` aria-describedby="${ids}"`}><legend>${legend}</legend>${
    hint === undefined ? '' : fieldHint({ name, hint })
  }${body}${error === undefined ? '' : fieldError({ name, error })}</fieldset>`
}

function choiceText({
  title,
  explanation,
}: {
  readonly title: Html | string
  readonly explanation?: Html | string
}): Html {
  return html`<span><strong>${title}</strong>${explanation === undefined ? '' : html`<span class="means">${explanation}</span>`}</span>`
}
