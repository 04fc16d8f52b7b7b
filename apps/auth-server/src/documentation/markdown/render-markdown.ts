import { html } from 'hono/html'
import type { MarkdownIt, Token } from 'markdown-it'
import type { Html } from '../../pages/html.ts'
import { type Highlight, loadHighlight } from './highlight.ts'
import { renderBlocks } from './render-blocks.ts'
import { type Heading, type Section, sectionsOf } from './sections-of.ts'

/** How Markdown becomes a page. */
export interface MarkdownTools {
  readonly markdown: MarkdownIt
  readonly highlight: Highlight
}

export interface RenderedMarkdown {
  readonly body: Html
  readonly headings: readonly Heading[]
  readonly sections: readonly Section[]
}

let loaded: Promise<MarkdownTools> | undefined

/** Loaded when the first page is asked for: a server that nobody reads does without it. */
function loadTools(): Promise<MarkdownTools> {
  loaded ??= Promise.all([import('markdown-it'), loadHighlight()]).then(
    ([{ default: createMarkdown }, highlight]) => ({
      markdown: createMarkdown({ html: false, typographer: true }),
      highlight,
    }),
  )
  return loaded
}

/**
 * Markdown without HTML in it → what a page shows, and what a search finds. Throws where the text has a mistake: two
 * headings with one anchor, two blocks of code with one label.
 */
export async function renderMarkdown(text: string): Promise<RenderedMarkdown> {
  const tools = await loadTools()
  const tokens: readonly Token[] = tools.markdown.parse(text, {})
  const sections = sectionsOf(tokens)
  const headings = sections.flatMap(({ heading }) => heading ?? [])
  // Made now: a page that was asked for once costs nothing more.
  const body = await html`${renderBlocks(tools, tokens)}`
  return { body, headings, sections }
}
