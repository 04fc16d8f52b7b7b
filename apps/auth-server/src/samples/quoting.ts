/** How a language writes a text: its quotes, and what stands for a character that means something between them. */
export interface Quoting {
  readonly quote: string
  readonly escapes: Readonly<Record<string, string>>
}

/**
 * A value as a literal of a language. Values are printable ASCII (RFC 6749 appendix A), so quotes, backslashes and what a
 * language puts in for are all there is to escape.
 */
export function literal(value: string, { quote, escapes }: Quoting): string {
  return quote + [...value].map((character) => escapes[character] ?? character).join('') + quote
}

/** Between double quotes, a backslash before what ends or escapes. Most languages. */
export const doubleQuotes: Quoting = { quote: '"', escapes: { '\\': '\\\\', '"': '\\"' } }

/** Ruby puts in `#{…}`, `#$…` and `#@…`. */
export const rubyQuotes: Quoting = { quote: '"', escapes: { ...doubleQuotes.escapes, '#': '\\#' } }

/** JavaScript, by habit, and PHP, which puts nothing in between them. */
export const singleQuotes: Quoting = { quote: "'", escapes: { '\\': '\\\\', "'": "\\'" } }

/** A shell escapes nothing between single quotes: to write one, the quotes are left and entered again. */
export const shellQuotes: Quoting = { quote: "'", escapes: { "'": "'\\''" } }
