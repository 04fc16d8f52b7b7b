import { html } from 'hono/html'
import { type FormTarget, hiddenFields } from './form.ts'
import type { Html } from './html.ts'

export interface ButtonFormView {
  readonly form: FormTarget
  /** The form's id; the button's is `ID-submit`. */
  readonly id: string
  readonly label: string
  /** What the button is about, where several on the page have the same label; heard, not seen. */
  readonly about?: string
  readonly kind?: 'main' | 'plain' | 'danger'
  /** More that is sent, by name. */
  readonly values?: Readonly<Record<string, string>>
}

/** A form of one button. Several stand in a `<div class="row">`. */
export function buttonForm({ form, id, label, about, kind = 'plain', values = {} }: ButtonFormView): Html {
  return html`<form id="${id}" method="post" action="${form.action}">${hiddenFields(form)}${Object.entries(
    values,
  ).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="button ${kind}" id="${id}-submit">${label}${
    about === undefined ? '' : html`<span class="unseen"> ${about}</span>`
  }</button></form>`
}
