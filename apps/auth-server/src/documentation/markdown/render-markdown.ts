import { html } from 'hono/html'
import type { MarkdownIt } from 'markdown-it'
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
}

let loaded: Promise<MarkdownIt> | undefined

/** Loaded when the first page is asked for: a server that nobody reads does without it. */
function loadMarkdown(): Promise<MarkdownIt> {
  loaded ??= import('markdown-it').then(({ default: createMarkdown }) =>
    createMarkdown({ html: false, typographer: true }),
  )
  return loaded
}

/**
 * Markdown without HTML in it → what a page shows. Throws where the text has a mistake: two headings with one anchor, two
 * blocks of code with one label.
 */
export async function renderMarkdown(text: string): Promise<RenderedMarkdown> {
  const [markdown, highlight] = await Promise.all([loadMarkdown(), loadHighlight()])
  const tokens = markdown.parse(text, {})
  const headings = sectionsOf(tokens).flatMap(({ heading }) => heading ?? [])
  // Made now: a page that was asked for once costs nothing more.
  const body = await html`${renderBlocks({ markdown, highlight }, tokens)}`
  return { body, headings }
}

/** What a search finds in it. */
export async function readSections(text: string): Promise<readonly Section[]> {
  return sectionsOf((await loadMarkdown()).parse(text, {}))
}
