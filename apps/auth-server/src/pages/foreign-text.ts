import { html } from 'hono/html'
import type { Html } from './html.ts'

/** Overrides and isolates of text direction, controls, and signs without shape: names use them to lie. */
const invisible = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\ufeff\u00ad\u{e0000}-\u{e007f}]/gu
/** Letters stacked so high that they would cover the lines around. */
const stacked = /(\p{M}{4})\p{M}+/gu
const somethingToSee = /[\p{L}\p{N}\p{P}\p{S}]/u
/** Letters that are drawn as nothing: the fillers of Hangul, and the empty Braille pattern. */
const blank = /[\u115f\u1160\u3164\uffa0\u2800]/g

/** Text that somebody else wrote, made fit to stand in a line of ours: one line, cut, and never empty. */
export function tamed(text: string, limit = 80): string {
  const start = text.slice(0, limit * 8).toWellFormed()
  const plain = start.replace(/\s+/g, ' ').replace(invisible, '').replace(stacked, '$1').trim()
  if (!somethingToSee.test(plain.replace(blank, ''))) return '(no name)'
  const letters = [...plain]
  return letters.length > limit ? `${letters.slice(0, limit).join('')}…` : plain
}

/** The same as an element that keeps its writing direction to itself. */
export function foreignText(text: string, limit?: number): Html {
  return html`<bdi>${tamed(text, limit)}</bdi>`
}
