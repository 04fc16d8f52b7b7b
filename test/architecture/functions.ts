import type { Token } from './tokens.ts'

export interface FunctionExtent {
  readonly name: string
  readonly line: number
  readonly lines: number
}

/** The functions of a file that have a body in braces, with their lengths from name to closing brace. */
export function functionsOf(tokens: readonly Token[]): readonly FunctionExtent[] {
  const found: FunctionExtent[] = []
  for (const [at, token] of tokens.entries()) {
    const body = bodyOf(tokens, at)
    const end = tokens[tokens[body]?.match ?? -1]
    const start = tokens[token.text === '=>' ? arrowStart(tokens, at) : at]
    if (end === undefined || start === undefined) continue
    found.push({ name: nameOf(tokens, at), line: start.line, lines: end.line - start.line + 1 })
  }
  return found
}

function bodyOf(tokens: readonly Token[], at: number): number {
  const token = tokens[at]
  if (token?.text === '=>' && token.kind === 'sign') return tokens[at + 1]?.text === '{' ? at + 1 : -1
  const parameters = parametersOf(tokens, at)
  return parameters === -1 ? -1 : bodyAfter(tokens, (tokens[parameters]?.match ?? -1) + 1)
}

/** The `(` of a declaration whose keyword or name stands here. */
function parametersOf(tokens: readonly Token[], at: number): number {
  const token = tokens[at]
  if (token?.kind === 'keyword' && token.text === 'function') {
    return tokens.findIndex((next, index) => index > at && next.text === '(')
  }
  const isName = token?.kind === 'name' || token?.text === 'constructor'
  const before = tokens[at - 1]
  const isFirst =
    before === undefined || /^(?:[{};,]|async|get|set|static|override|private)$/.test(before.text)
  return isName && isFirst && tokens[at + 1]?.text === '(' ? at + 1 : -1
}

/** The `{` of the body behind the parameters, past a return type. */
function bodyAfter(tokens: readonly Token[], from: number): number {
  if (tokens[from]?.text === '{') return from
  if (tokens[from]?.text !== ':') return -1
  for (let at = from + 1; at < tokens.length && at < from + 200; at++) {
    const token = tokens[at]
    const isTypeAhead = /^(?:[:|&<,]|=>|is)$/.test(tokens[at - 1]?.text ?? '')
    if (token?.text === '{' && !isTypeAhead) return at
    if (token === undefined || /^(?:;|=)$/.test(token.text) || isNextMember(tokens, at)) return -1
    if (/^[{([]$/.test(token.text)) at = token.match
  }
  return -1
}

/** Two words beside each other with no operator: the type has ended, and what follows has no body of this function. */
function isNextMember(tokens: readonly Token[], at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]]
  const isWord = token?.kind === 'name' || token?.text === 'readonly'
  const isEnded = before?.kind === 'name' || /^[>\])}]$/.test(before?.text ?? '')
  return isWord && isEnded
}

function arrowStart(tokens: readonly Token[], at: number): number {
  const before = tokens[at - 1]
  return before?.text === ')' ? before.match : at - 1
}

function nameOf(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  if (token?.text === 'function') return tokens[at + 1]?.text ?? ''
  if (token?.text !== '=>') return token?.text ?? ''
  const before = tokens.slice(Math.max(0, arrowStart(tokens, at) - 3), arrowStart(tokens, at))
  return before.findLast(({ kind, text }) => kind === 'name' && text !== 'async')?.text ?? '(arrow)'
}
