import { type DialectName, dialects } from '@latchkey/dialects'
import { html } from 'hono/html'
import { builtInScopes, identityScopes } from '../clients/built-in-scopes.ts'
import type { ServerContext } from '../context.ts'
import { tamed } from '../pages/foreign-text.ts'
import { checkboxField, fieldset } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'

/** Scope → what people read: those of the dialect, those that are chosen already, those about people and the declared ones. */
export async function scopeTitles(
  server: ServerContext,
  dialect: DialectName,
  chosen: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const declared = await server.store.listScopes()
  const fitting = new Set([...dialects[dialect].deviceScopes, ...identityScopes, ...chosen])
  const builtIn = Object.entries(builtInScopes).filter(([name]) => fitting.has(name))
  return new Map([
    ...builtIn.map(([name, { title }]) => [name, title] as const),
    ...declared.map(({ name, title }) => [name, title] as const),
  ])
}

/** What the app may ask people for. */
export function scopeBoxes(
  titles: ReadonlyMap<string, string>,
  chosen: readonly string[],
  error: string | undefined,
): Html {
  const boxes = [...titles].map(([name, title], at) =>
    checkboxField({
      name: 'scopes',
      id: at === 0 ? 'scopes' : `scopes-${at}`,
      value: name,
      title: tamed(title, 160),
      explanation: name,
      checked: chosen.includes(name),
    }),
  )
  const hint = 'What it may ask people for, at most. Fewer are allowed more easily.'
  return fieldset({
    legend: 'Scopes',
    name: 'scope-list',
    hint,
    body: asHtml(boxes),
    ...(error && { error }),
  })
}

function asHtml(parts: readonly Html[]): Html {
  return html`${parts}`
}
