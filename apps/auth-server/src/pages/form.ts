import { html } from 'hono/html'
import type { Html } from './html.ts'

/** Where a form posts to and what it carries unseen. */
export interface FormTarget {
  /** A path on this server. */
  readonly action: string
  /** The anti-forgery value, sent as `form_token`. */
  readonly formToken: string
  /** The sealed request in progress, sent as `request`. */
  readonly request?: string
}

export interface FieldView {
  /** Also the element's id, so it must be unique on the page. */
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'email' | 'password'
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'off'
  readonly value?: string
  readonly hint?: string
  readonly error?: string
  /** The id of a text elsewhere on the page that says what is wrong with this field. */
  readonly errorElsewhere?: string
  readonly readOnly?: boolean
  readonly focused?: boolean
  readonly maxLength?: number
}

export function hiddenFields({ formToken, request }: FormTarget): Html {
  return html`<input type="hidden" name="form_token" value="${formToken}">${
    request === undefined ? '' : html`<input type="hidden" name="request" value="${request}">`
  }`
}

/** A label, its input, and the texts that belong to it, told to screen readers by `aria-describedby`. */
export function field(view: FieldView): Html {
  const { name, label, type, autocomplete, value, hint, error } = view
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${attributes(view)}${
    value === undefined ? '' : html` value="${value}"`
  }>
${error === undefined ? '' : html`<p class="error" id="${name}-error">${error}</p>`}
</div>`
}

function attributes(view: FieldView): Html {
  const described = describedBy(view)
  const invalid = view.error !== undefined || view.errorElsewhere !== undefined
  return html`${described === '' ? '' : html` aria-describedby="${described}"`}${
    invalid ? html` aria-invalid="true"` : ''
  }${view.readOnly ? html` readonly` : html` required`}${view.focused ? html` autofocus` : ''}${
    view.type === 'text' ? '' : html` autocapitalize="none" spellcheck="false"`
  } maxlength="${view.maxLength ?? 254}"`
}

function describedBy({ name, hint, error, errorElsewhere }: FieldView): string {
  const ids = [hint && `${name}-hint`, error && `${name}-error`, errorElsewhere]
  return ids.filter((id) => id !== undefined && id !== '').join(' ')
}
