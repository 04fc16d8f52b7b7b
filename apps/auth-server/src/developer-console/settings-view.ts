import type { FieldProblem } from '../pages/error-summary.ts'
import type { FormTarget } from '../pages/form.ts'
import type { Client } from '../store/records.ts'
import type { SettingsForm } from './settings-form.ts'

export interface SettingsView {
  readonly client: Client
  readonly settings: SettingsForm
  readonly problems: readonly FieldProblem[]
  readonly scopeTitles: ReadonlyMap<string, string>
  readonly form: FormTarget
  readonly seen: string
}

/** What stands in a field, and what is wrong with it. */
export function writtenIn({ settings, problems }: SettingsView, name: string) {
  const error = problems
    .filter(({ fieldId }) => fieldId === name)
    .map(({ text }) => text)
    .join(' ')
  return { name, value: settings.text(name), ...(error !== '' && { error }) }
}

export function chosenOf(view: SettingsView, name: string) {
  const { value, ...others } = writtenIn(view, name)
  return { ...others, chosen: value }
}
