import { html } from 'hono/html'
import type { Html } from './html.ts'

/** In place of a list that has nothing yet: why, and what to do about it. */
export function emptyState({
  title,
  text,
  action,
}: {
  readonly title: string
  readonly text: Html | string
  /** A button or a link. */
  readonly action?: Html
}): Html {
  return html`<div class="empty"><strong>${title}</strong><p>${text}</p>${action ?? ''}</div>`
}
