import { SyntaxKind } from 'typescript/unstable/ast'
import { createScanner } from 'typescript/unstable/ast/scanner'

export interface Token {
  readonly kind: 'name' | 'keyword' | 'string' | 'template' | 'regex' | 'number' | 'sign'
  /** As it is written; of a string or template, what it says. */
  readonly text: string
  /** From 1. */
  readonly line: number
  readonly start: number
  /** Of a bracket, the index of the token that closes or opens it. */
  match: number
}

/** After these a slash begins a regular expression; after anything else it divides. */
const beforeRegex = /^(?:[([{,;=:?!&|+*%<>~^-]|=>|return|case|typeof|in|of|throw|await|&&|\|\||\?\?)$/

const opening: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** The tokens of a TypeScript file, without comments, brackets paired. */
export function tokensOf(text: string): readonly Token[] {
  const scanner = createScanner(true)
  scanner.setText(text)
  const tokens: Token[] = []
  const open: number[] = []
  const templates: number[] = []
  let line = 1
  let counted = 0
  for (;;) {
    let kind = scanner.scan()
    if (kind === SyntaxKind.EndOfFile) break
    const isSlash = kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken
    if (isSlash && beforeRegex.test(tokens.at(-1)?.text ?? '(')) kind = scanner.reScanSlashToken()
    if (kind === SyntaxKind.CloseBraceToken && templates.at(-1) === open.length) {
      kind = scanner.reScanTemplateToken(false)
      if (kind === SyntaxKind.TemplateTail) templates.pop()
    } else if (kind === SyntaxKind.TemplateHead) templates.push(open.length)
    const start = scanner.getTokenStart()
    for (; counted < start; counted++) if (text[counted] === '\n') line++
    const token = { kind: kindOf(kind), text: wordsOf(scanner, kind), line, start, match: -1 }
    pair(tokens, open, token)
    tokens.push(token)
  }
  return tokens
}

function pair(tokens: Token[], open: number[], token: Token): void {
  if (token.kind !== 'sign') return
  if (Object.hasOwn(opening, token.text)) open.push(tokens.length)
  const last = tokens[open.at(-1) ?? -1]
  if (last === undefined || opening[last.text] !== token.text) return
  token.match = open.pop() ?? -1
  last.match = tokens.length
}

function wordsOf(scanner: ReturnType<typeof createScanner>, kind: SyntaxKind): string {
  const isText = kind === SyntaxKind.StringLiteral || kindOf(kind) === 'template'
  return isText ? scanner.getTokenValue() : scanner.getTokenText()
}

const templateKinds: readonly SyntaxKind[] = [
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
]

function kindOf(kind: SyntaxKind): Token['kind'] {
  if (kind === SyntaxKind.Identifier || kind === SyntaxKind.PrivateIdentifier) return 'name'
  if (kind === SyntaxKind.StringLiteral) return 'string'
  if (kind === SyntaxKind.NumericLiteral) return 'number'
  if (kind === SyntaxKind.RegularExpressionLiteral) return 'regex'
  if (templateKinds.includes(kind)) return 'template'
  return kind >= SyntaxKind.FirstKeyword && kind <= SyntaxKind.LastKeyword ? 'keyword' : 'sign'
}
