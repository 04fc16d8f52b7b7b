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
  /** Where a person goes on afterwards, sent as `next`. */
  readonly next?: string | undefined
}

export interface FieldView {
  /** Also the element's id, so it must be unique on the page. */
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'email' | 'password' | 'url' | 'number' | 'date' | 'search'
  readonly autocomplete:
    | 'username'
    | 'email'
    | 'name'
    | 'organization'
    | 'current-password'
    | 'new-password'
    | 'off'
  readonly value?: string
  readonly hint?: string
  readonly error?: string
  /** The id of a text elsewhere on the page that says what is wrong with this field. */
  readonly errorElsewhere?: string
  readonly readOnly?: boolean
  /** May be left empty, and the label says so unless `showsOptional` is false. */
  readonly optional?: boolean
  readonly showsOptional?: boolean
  readonly focused?: boolean
  readonly maxLength?: number
}

export function hiddenFields({ formToken, request, next }: FormTarget): Html {
  return html`<input type="hidden" name="form_token" value="${formToken}">${
    request === undefined ? '' : html`<input type="hidden" name="request" value="${request}">`
  }${next === undefined ? '' : html`<input type="hidden" name="next" value="${next}">`}`
}

/** A label, its input, and the texts that belong to it, told to screen readers by `aria-describedby`. */
export function field(view: FieldView): Html {
  const { name, type, autocomplete, value } = view
  return html`<div class="field">
${fieldLabel(view)}${fieldHint(view)}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${attributes(view)}${
    value === undefined ? '' : html` value="${value}"`
  }>
${fieldError(view)}
</div>`
}

/** The texts of a field, whatever stands between them. */
export interface FieldTexts {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly error?: string
  readonly errorElsewhere?: string
  readonly optional?: boolean
  readonly showsOptional?: boolean
}

export function fieldLabel({ name, label, optional = false, showsOptional = optional }: FieldTexts): Html {
  return html`<label for="${name}">${label}${showsOptional ? html` <span class="optional">(optional)</span>` : ''}</label>`
}

export function fieldHint({ name, hint }: Pick<FieldTexts, 'name' | 'hint'>): Html {
  return hint === undefined ? html`` : html`<p class="hint" id="${name}-hint">${hint}</p>`
}

export function fieldError({ name, error }: Pick<FieldTexts, 'name' | 'error'>): Html {
  return error === undefined ? html`` : html`<p class="error" id="${name}-error">${error}</p>`
}

/** What a field is described by, whether it is wrong, and whether it must be filled in. */
export function fieldState(view: Omit<FieldTexts, 'label'>): Html {
  const described = describedBy(view)
  const invalid = view.error !== undefined || view.errorElsewhere !== undefined
  return html`${described === '' ? '' : html` aria-describedby="${described}"`}${
    invalid ? html` aria-invalid="true"` : ''
  }${view.optional ? '' : html` required`}`
}

function attributes(view: FieldView): Html {
  const { readOnly = false, optional = false } = view
  const isName = ['text', 'search', 'number', 'date'].includes(view.type)
  return html`${fieldState({ ...view, optional: optional || readOnly })}${readOnly ? html` readonly` : ''}${
    view.focused ? html` autofocus` : ''
  }${isName ? '' : html` autocapitalize="none" spellcheck="false"`} maxlength="${view.maxLength ?? 254}"`
}

function describedBy({ name, hint, error, errorElsewhere }: Omit<FieldTexts, 'label'>): string {
  const ids = [hint && `${name}-hint`, error && `${name}-error`, errorElsewhere]
  return ids.filter((id) => id !== undefined && id !== '').join(' ')
}
