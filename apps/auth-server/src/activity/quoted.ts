import { html } from 'hono/html'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'

const longest = 200
const mostListed = 5

/** A value that a request or a registration holds, as it is written; blanks at its ends, which hide best, are drawn. */
export function quoted(text: string | undefined): Html {
  if (text === undefined || text === '') return html`<em>nothing</em>`
  const drawn = text.replace(/^\s+|\s+$/g, (blank) => '␣'.repeat(Math.min(blank.length, 3)))
  return html`<code>${foreignText(drawn, longest)}</code>`
}

/** `a, b and c`. */
export function listed(values: readonly string[], none = 'none'): Html {
  const shown = values.slice(0, mostListed).map(quoted)
  const more = values.length - shown.length
  if (shown.length === 0) return html`${none}`
  const words = more > 0 ? [...shown, html`${more} more`] : shown
  return html`${words.map((word, at) => html`${separator(at, words.length)}${word}`)}`
}

function separator(at: number, length: number): string {
  if (at === 0) return ''
  return at === length - 1 ? ' and ' : ', '
}
