import { html, raw } from 'hono/html'
import type { Token } from 'markdown-it'
import { badge } from '../../pages/badge.ts'
import { codeBlock } from '../../pages/code-block.ts'
import { dataTable } from '../../pages/data-table.ts'
import type { Html } from '../../pages/html.ts'
import { readCodeFence } from './code-fence.ts'
import type { MarkdownTools } from './render-markdown.ts'
import { headingOf, isHeading, plainTextOf } from './sections-of.ts'

/** The blocks of a page: code and tables as all our pages have them, everything else as Markdown has it. */
export function renderBlocks(tools: MarkdownTools, tokens: readonly Token[]): readonly Html[] {
  const labels = new Set<string>()
  let above = ''
  return blocksOf(tokens).map((block) => {
    const [first] = block
    if (first === undefined) return html``
    if (isHeading(first)) above = headingOf(block).text
    if (isHeading(first)) return renderHeading(tools, block)
    if (first.type === 'table_open') return renderTable(tools, block, above)
    if (first.type === 'fence') return renderFence(tools, first, labels)
    return renderPlain(tools, block)
  })
}

/** Cut where a block of the outermost level ends. */
function blocksOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const ends = tokens.flatMap((token, at) => (token.level === 0 && token.nesting !== 1 ? [at + 1] : []))
  return ends.map((end, at) => tokens.slice(at === 0 ? 0 : ends[at - 1], end))
}

function renderPlain({ markdown }: MarkdownTools, block: readonly Token[]): Html {
  return raw(markdown.renderer.render([...block], markdown.options, {}))
}

function renderHeading(tools: MarkdownTools, block: readonly Token[]): Html {
  const { anchor, level } = headingOf(block)
  const words = inlineOf(tools, block[1])
  return level === 2 ? html`<h2 id="${anchor}">${words}</h2>` : html`<h3 id="${anchor}">${words}</h3>`
}

function inlineOf({ markdown }: MarkdownTools, token: Token | undefined): Html {
  return raw(markdown.renderer.renderInline(token?.children ?? [], markdown.options, {}))
}

function renderFence({ highlight }: MarkdownTools, token: Token, labels: Set<string>): Html {
  const { language, role, label } = readCodeFence(token.info)
  if (labels.has(label)) throw new Error(`two blocks of code have the label "${label}"`)
  labels.add(label)
  const code = token.content.trimEnd()
  const status = role === 'answer' ? /^HTTP\/1\.1 (\d{3})/.exec(code)?.[1] : undefined
  return codeBlock({
    id: `code-${labels.size}`,
    code,
    label,
    highlighted: highlight(code, language),
    ...(status !== undefined && { badge: badge(Number(status) < 400 ? 'good' : 'bad', status) }),
  })
}

function renderTable(tools: MarkdownTools, block: readonly Token[], above: string): Html {
  const cells = block.flatMap((token, at) => {
    const words = block[at + 1]
    return (token.type === 'th_open' || token.type === 'td_open') && words !== undefined
      ? [{ isTitle: token.type === 'th_open', words }]
      : []
  })
  const columns = cells.filter(({ isTitle }) => isTitle).map(({ words }) => ({ title: plainTextOf(words) }))
  const rest = cells.filter(({ isTitle }) => !isTitle).map(({ words }) => inlineOf(tools, words))
  const rows = rest.flatMap((_, at) =>
    at % columns.length === 0 ? [rest.slice(at, at + columns.length)] : [],
  )
  const caption = `${above}: ${columns[0]?.title}`
  return dataTable({ caption, showsCaption: false, columns, rows, empty: '' })
}
