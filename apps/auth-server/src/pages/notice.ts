import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface NoticeView {
  readonly kind: 'plain' | 'good' | 'warn' | 'bad'
  readonly title?: string
  readonly text: Html | string
  readonly id?: string
  /** Read aloud when the page opens: an answer to what was just done, not a lasting remark. */
  readonly isAnswer?: boolean
}

/** A remark that stands out of the page. */
export function notice({ kind, title, text, id, isAnswer = false }: NoticeView): Html {
  const role = kind === 'bad' ? 'alert' : 'status'
  return html`<div class="note ${kind}"${id === undefined ? '' : html` id="${id}"`}${isAnswer ? html` role="${role}"` : ''}>${
    title === undefined ? '' : html`<strong>${title}</strong>`
  }${text}</div>`
}
