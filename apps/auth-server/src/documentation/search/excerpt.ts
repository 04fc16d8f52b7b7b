import { html } from 'hono/html'
import type { Html } from '../../pages/html.ts'
import { wordsOf } from './words-of.ts'

const mostCharacters = 220
/** What is shown before the first word that is met. */
const runUp = 40

interface Piece {
  readonly text: string
  readonly from: number
  /** Which of the words it meets. */
  readonly meets: readonly string[]
}

/** The part of a text where most of these words stand together, with the words marked. */
export function excerpt(text: string, words: readonly string[]): Html {
  const start = Math.max(0, bestPlace(text, words) - runUp)
  const from = start === 0 ? 0 : text.indexOf(' ', start) + 1
  const space = text.lastIndexOf(' ', from + mostCharacters)
  const end =
    text.length <= from + mostCharacters ? text.length : space > from ? space : from + mostCharacters
  const shown = markWords(text.slice(from, end), words)
  return html`${from > 0 ? '… ' : ''}${shown}${end < text.length ? ' …' : ''}`
}

function bestPlace(text: string, words: readonly string[]): number {
  const met = piecesOf(text, words).filter(({ meets }) => meets.length > 0)
  const together = met.map(({ from }) => {
    const near = met.filter((other) => other.from >= from && other.from < from + mostCharacters - runUp)
    return { from, count: new Set(near.flatMap(({ meets }) => meets)).size }
  })
  const most = Math.max(0, ...together.map(({ count }) => count))
  return together.find(({ count }) => count === most)?.from ?? 0
}

/** Whether any of these words stands in the text. */
export function meetsAny(text: string, words: readonly string[]): boolean {
  return piecesOf(text, words).some(({ meets }) => meets.length > 0)
}

/** A text with these words marked. */
export function markWords(text: string, words: readonly string[]): Html {
  return html`${piecesOf(text, words).map((piece) => (piece.meets.length > 0 ? html`<mark>${piece.text}</mark>` : piece.text))}`
}

function piecesOf(text: string, words: readonly string[]): readonly Piece[] {
  const wanted = new Set(words)
  const pieces = [...text.matchAll(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]+/gu)]
  return pieces.map(({ 0: piece, index }) => {
    const meets = wordsOf(piece).filter((word) => wanted.has(word))
    return { text: piece, from: index, meets }
  })
}
