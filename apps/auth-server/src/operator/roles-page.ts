import { html } from 'hono/html'
import { errorSummary } from '../pages/error-summary.ts'
import { type FormTarget, hiddenFields } from '../pages/form.ts'
import { checkboxField, fieldset } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'
import type { Role } from '../store/records.ts'
import { allRoles, roleWords } from './role-words.ts'

export interface RolesView {
  readonly form: FormTarget
  readonly chosen: readonly Role[]
  /** The operator's own account keeps its role. */
  readonly isOwn: boolean
  readonly problem: string | undefined
  readonly backHref: string
}

/** A field for each role, because a form of ours has every name once. */
export function fieldOf(role: Role): string {
  return `role-${role}`
}

export function rolesForm({ form, chosen, isOwn, problem, backHref }: RolesView): Html {
  const [first] = allRoles
  const boxes = allRoles.map((role) =>
    checkboxField({
      name: fieldOf(role),
      title: roleWords[role].title,
      explanation: roleWords[role].text,
      checked: chosen.includes(role),
    }),
  )
  const hint = isOwn
    ? 'This is your own account: only another operator can take the operator’s role from it.'
    : undefined
  return html`<form class="card form" id="action-form" method="post" action="${form.action}">${hiddenFields(form)}
${errorSummary(problem === undefined || first === undefined ? [] : [{ fieldId: fieldOf(first), text: problem }])}
${fieldset({ legend: 'Roles', name: 'roles', body: html`${boxes}`, ...(hint && { hint }), ...(problem && { error: problem }) })}
<p class="small soft">It counts at once, also where the person is signed in.</p>
<div class="actions"><button class="button main" id="action-submit">Save the roles</button><a class="button" href="${backHref}">Go back</a></div></form>`
}
