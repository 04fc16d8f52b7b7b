import type { Token } from 'markdown-it'

/** A heading of the second or third level. */
export interface Heading {
  readonly level: 2 | 3
  readonly text: string
  /** Its words in lower case with hyphens between; a wire name stays as it is. */
  readonly anchor: string
}

/** What stands under one heading, as plain text. What stands above the first has no heading. */
export interface Section {
  readonly heading: Heading | undefined
  readonly text: string
  /** The blocks of code among it, apart: they are found, but read badly in a line. */
  readonly code: string
}

/** A page cut at its headings. Throws when two of them have one anchor. */
export function sectionsOf(tokens: readonly Token[]): readonly Section[] {
  const starts = tokens.flatMap((token, at) => (isHeading(token) ? [at] : []))
  const cuts = [0, ...starts, tokens.length]
  const sections = cuts.slice(1).map((end, at) => {
    const part = tokens.slice(cuts[at], end)
    const [first] = part
    const isHeaded = first !== undefined && isHeading(first)
    const rest = part.slice(isHeaded ? 3 : 0)
    return {
      heading: isHeaded ? headingOf(part) : undefined,
      text: oneLine(rest.filter(({ type }) => type !== 'fence')),
      code: oneLine(rest.filter(({ type }) => type === 'fence')),
    }
  })
  checkAnchors(sections.flatMap(({ heading }) => heading?.anchor ?? []))
  return sections.filter(({ heading, text }) => heading !== undefined || text !== '')
}

function oneLine(tokens: readonly Token[]): string {
  return tokens.map(plainTextOf).join(' ').replace(/\s+/g, ' ').trim()
}

export function isHeading(token: Token): boolean {
  return token.type === 'heading_open' && token.level === 0
}

/** The heading that these tokens begin with: its opening, its words, its end. */
export function headingOf([open, words]: readonly Token[]): Heading {
  const text = words === undefined ? '' : plainTextOf(words)
  return { level: open?.tag === 'h3' ? 3 : 2, text, anchor: anchorOf(text) }
}

/** The anchor of a heading with these words. */
export function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** The words of a token without signs of Markdown. */
export function plainTextOf(token: Token): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
  // Between the cells of a table.
  if (token.type === 'td_close' || token.type === 'th_close') return '·'
  return token.children === null ? token.content : token.children.map(plainTextOf).join('')
}

function checkAnchors(anchors: readonly string[]): void {
  const twice = anchors.find((anchor, at) => anchors.indexOf(anchor) !== at)
  if (twice !== undefined) throw new Error(`two headings have the anchor ${twice}`)
}
