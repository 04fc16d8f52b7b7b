import { html } from 'hono/html'
import type { Html } from '../../pages/html.ts'
import { wordsOf } from './words-of.ts'

const mostCharacters = 220

/** The part of a text where the first of these words stands, with the words marked. */
export function excerpt(text: string, words: readonly string[]): Html {
  const pieces = marked(text, new Set(words))
  const first = pieces.findIndex(({ isMet }) => isMet)
  const before = pieces
    .slice(0, Math.max(first, 0))
    .map(({ text: piece }) => piece)
    .join('')
  const start = Math.max(0, before.length - 60)
  const from = start === 0 ? 0 : text.indexOf(' ', start) + 1
  const end =
    text.length <= from + mostCharacters ? text.length : text.lastIndexOf(' ', from + mostCharacters)
  const shown = text.slice(from, end > from ? end : from + mostCharacters)
  return html`${from > 0 ? '… ' : ''}${markWords(shown, words)}${end < text.length ? ' …' : ''}`
}

/** A text with these words marked. */
export function markWords(text: string, words: readonly string[]): Html {
  return html`${marked(text, new Set(words)).map(({ text: piece, isMet }) => (isMet ? html`<mark>${piece}</mark>` : piece))}`
}

function marked(text: string, words: ReadonlySet<string>): readonly { text: string; isMet: boolean }[] {
  return text
    .split(/([\p{L}\p{N}_]+)/u)
    .map((piece) => ({ text: piece, isMet: wordsOf(piece).some((word) => words.has(word)) }))
}
