import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface FieldProblem {
  /** The id of the field, which is its name. */
  readonly fieldId: string
  readonly text: string
}

/** What is wrong with a form, at its top, each with a link to its field. Nothing when nothing is wrong. */
export function errorSummary(problems: readonly FieldProblem[], title = 'This could not be saved'): Html {
  if (problems.length === 0) return html``
  return html`<div class="note bad summary" id="problems" role="alert"><h2>${title}</h2><ul>${problems.map(
    ({ fieldId, text }) => html`<li><a href="#${fieldId}">${text}</a></li>`,
  )}</ul></div>`
}
