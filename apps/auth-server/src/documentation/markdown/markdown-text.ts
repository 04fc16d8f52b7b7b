// Pieces of Markdown that programs write: what other people wrote in them stays text.

/** Text as it is, whatever signs of Markdown it holds. */
export function plainText(text: string): string {
  return text.replace(/[\\`"'*_{}[\]<>()#+\-.!|~&:]/g, '\\$&').replace(/\s+/g, ' ')
}

/** Wire text as code. It may hold no backtick, which no wire name does. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ')}\``
}

/** Several pieces of wire text; a dash where there are none. */
export function codes(texts: readonly string[]): string {
  return texts.length === 0 ? '–' : texts.map(code).join(', ')
}

/** A table; the first cell of a row names the row. Cells are Markdown. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A block of code. `about` is what the fence says of it: its language, its role, `|` and its label. */
export function fence(about: string, text: string): string {
  return `\`\`\`${about}\n${text}\n\`\`\``
}
