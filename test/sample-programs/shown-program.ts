/** What somebody copies from a page of samples, read from its HTML. */
export interface ShownProgram {
  readonly file: string
  readonly text: string
  /** What stands beside it, by name. */
  readonly projectFiles: Readonly<Record<string, string>>
  readonly install: string
  readonly run: string
}

/** Throws where the page shows no program. */
export function shownProgram(page: string): ShownProgram {
  const blocks = codeBlocks(page)
  const [program, run] = [blocks.get('sample-code'), blocks.get('sample-run')]
  if (program === undefined || run === undefined) throw new Error(`this page shows no program: ${page}`)
  const beside = [...blocks].filter(([id]) => id.startsWith('sample-file-')).map(([, block]) => block)
  return {
    file: program.label,
    text: program.text,
    projectFiles: Object.fromEntries(beside.map(({ label, text }) => [label, text])),
    install: blocks.get('sample-install')?.text ?? '',
    run: run.text,
  }
}

function codeBlocks(page: string): ReadonlyMap<string, { readonly label: string; readonly text: string }> {
  const found = page.matchAll(
    /<pre[^>]* aria-label="([^"]*)"[^>]*><code id="([^"]*)"[^>]*>(.*?)<\/code><\/pre>/gs,
  )
  return new Map([...found].map(([, label = '', id = '', text = '']) => [id, { label, text: plain(text) }]))
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
}

/** What `textContent` is. */
function plain(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&([#\w]+);/g, (_, name: string) => entities[name] ?? `?${name}?`)
}
