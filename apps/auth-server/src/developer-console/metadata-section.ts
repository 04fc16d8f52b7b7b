import { html } from 'hono/html'
import { field } from '../pages/form.ts'
import { checkboxField, fieldset, selectField, textArea } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'
import { hasMetadata, isMetadataField, type MetadataField, metadataGroups } from './metadata-fields.ts'
import { chosenOf, type SettingsView, writtenIn } from './settings-view.ts'

/** Folded, because most apps need none of it; open where something is said or is wrong. */
export function metadataSection(view: SettingsView): Html {
  const { settings, problems } = view
  const isOpen = hasMetadata(settings.text) || problems.some(({ fieldId }) => isMetadataField(fieldId))
  const groups = metadataGroups.map(({ title, fields }, at) => {
    const body = html`<div class="stack">${fields.map((one) => fieldOf(view, one))}</div>`
    return html`<div class="section">${fieldset({ legend: title, name: `metadata-${at}`, body })}</div>`
  })
  return html`<details class="card" id="openid"${isOpen ? html` open` : ''}><summary>OpenID and FAPI</summary>
<input type="hidden" name="metadata" value="shown">
<div class="stack"><p class="small soft">Most apps need none of it: what stays empty has a good default.</p>${groups}</div></details>`
}

function fieldOf(
  view: SettingsView,
  { name, kind, label, hint, values = [], nothing = '' }: MetadataField,
): Html {
  const texts = { label, optional: true, ...(hint !== undefined && { hint }) }
  switch (kind) {
    case 'flag':
      return checkboxField({
        name,
        title: label,
        checked: view.settings.text(name) === 'on',
        ...(hint !== undefined && { explanation: hint }),
      })
    case 'choice': {
      const choices = [{ value: '', title: nothing }, ...values.map((value) => ({ value, title: value }))]
      return selectField({ ...chosenOf(view, name), ...texts, choices })
    }
    case 'addresses':
      return textArea({ ...writtenIn(view, name), ...texts, rows: 3, isCode: true })
    default:
      return field({
        ...writtenIn(view, name),
        ...texts,
        type: kind === 'address' ? 'url' : 'text',
        autocomplete: 'off',
        maxLength: 2000,
      })
  }
}
