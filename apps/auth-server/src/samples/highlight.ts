import { html, raw } from 'hono/html'
import type { Html } from '../pages/html.ts'
import { type Grammar, loadHighlighter } from './highlighter.ts'
import type { Quoting } from './quoting.ts'
import type { Segment } from './render-sample.ts'

/**
 * A program with its tokens marked up (`hljs-…`), and the secret's expression in a `span.secret` that says how a literal is
 * written in this language, so that a script in the page can put one there.
 */
export async function highlight(
  segments: readonly Segment[],
  { highlighting, quoting }: { readonly highlighting: Grammar; readonly quoting: Quoting },
): Promise<Html> {
  const markUp = await loadHighlighter(highlighting)
  const { quote, escapes } = quoting
  const opening = html`<span class="secret" data-quote="${quote}" data-escapes="${JSON.stringify(escapes)}">`
  const marked = markUp(segments.map(({ text }) => text).join(''))
  return raw(withBorders(marked, bordersOf(segments, String(await opening))))
}

/** What stands before the character at a place of the program. */
type Borders = ReadonlyMap<number, string>

function bordersOf(segments: readonly Segment[], opening: string): Borders {
  const borders = new Map<number, string>()
  let at = 0
  for (const { text, isSecret } of segments) {
    if (isSecret) borders.set(at, opening).set(at + text.length, '</span>')
    at += text.length
  }
  return borders
}

/** The highlighter's HTML: spans with a class, five characters that are escaped, and plain ones; nothing else. */
const pieces = /(<span class="[^"]*">)|<\/span>|&[#\w]+;|[^<&]/g
const empty = /<span class="[^"]*"><\/span>/g

/** A border may lie inside tokens: they are closed before it and opened again behind it. */
function withBorders(marked: string, borders: Borders): string {
  const open: string[] = []
  let [written, at] = ['', 0]
  for (const [piece, opening] of marked.matchAll(pieces)) {
    if (opening !== undefined) open.push(opening)
    else if (piece === '</span>') open.pop()
    else {
      const border = borders.get(at)
      if (border !== undefined) written += '</span>'.repeat(open.length) + border + open.join('')
      at += 1
    }
    written += piece
  }
  return (written + (borders.get(at) ?? '')).replace(empty, '')
}
