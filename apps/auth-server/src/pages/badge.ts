import { html } from 'hono/html'
import type { Html } from './html.ts'

export type BadgeKind = 'good' | 'warn' | 'bad' | 'plain'

/** One or two words about the state of a thing. Colour never says it alone. */
export function badge(kind: BadgeKind, text: string): Html {
  return html`<span class="badge ${kind}">${text}</span>`
}
