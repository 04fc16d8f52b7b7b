import type { HLJSApi, LanguageFn } from 'highlight.js'

/** Each grammar is loaded when the first program in its language is shown. */
const grammars = {
  bash: () => import('highlight.js/lib/languages/bash'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  go: () => import('highlight.js/lib/languages/go'),
  http: () => import('highlight.js/lib/languages/http'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  php: () => import('highlight.js/lib/languages/php'),
  python: () => import('highlight.js/lib/languages/python'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
} as const satisfies Readonly<Record<string, () => Promise<{ default: LanguageFn }>>>

/** A language by its name at highlight.js. */
export type Grammar = keyof typeof grammars

const loaded = new Map<Grammar, Promise<HLJSApi>>()

/** Answers what turns code of that language into HTML with `hljs-…` spans. */
export async function loadHighlighter(grammar: Grammar): Promise<(code: string) => string> {
  const loading = loaded.get(grammar) ?? load(grammar)
  loaded.set(grammar, loading)
  const library = await loading
  return (code) => library.highlight(code, { language: grammar }).value.replace(plainSpans, '$1')
}

async function load(grammar: Grammar): Promise<HLJSApi> {
  const [{ default: library }, { default: definition }] = await Promise.all([
    import('highlight.js/lib/core'),
    grammars[grammar](),
  ])
  library.registerLanguage(grammar, definition)
  return library
}

/** Brackets and commas look like the text around them, and would double the size of a page. */
const plainSpans = /<span class="hljs-(?:punctuation|operator)">([^<]*)<\/span>/g
