import assert from 'node:assert/strict'
import { type Exchange, filledIn } from './recorded-exchange.ts'
import type { RawAnswer } from './recorded-replay.ts'

// What a placeholder of an expected answer stands for. Tokens: prefix, version character, body.
const kinds: Readonly<Record<string, string>> = {
  string: '[^"]+',
  number: '\\d+',
  digits: '\\d+',
  time: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z',
  'code 8': '[A-HJ-NP-Z2-9]{8}',
  'code 16': '[A-Za-z0-9]{16}',
  'code 24': '[A-Za-z0-9]{24}',
  'code 43': '[A-Za-z0-9]{43}',
  'code 384': '[A-Za-z0-9]{384}',
  'token standard': 'lk_at_1[A-Za-z0-9_-]{100,}',
  'token nest': 'c\\.4[A-Za-z0-9]{40,}',
  'token honeywell': 'lkat2[A-Za-z0-9]{100,}',
  'token gogox': 'lkat3[0-9a-f]{100,}',
  'token nibe': 'lkat2[A-Za-z0-9]{100,}',
  'refresh standard': 'lk_rt_1[A-Za-z0-9_-]{40,}',
  'refresh honeywell': 'lkrt2[A-Za-z0-9]{40,}',
  'refresh nibe': 'lkrt2[A-Za-z0-9]{40,}',
}

const placeholder = new RegExp(`<(${Object.keys(kinds).join('|')})(?: as (\\w+))?>`, 'g')

/** Compares strictly: status, every named header, and the body with its exact members, their order and JSON types. */
export function compareAnswer(
  { answer }: Exchange,
  actual: RawAnswer,
  remembered: Map<string, string>,
): void {
  const told = `${actual.statusLine}\n${[...actual.headers].map((line) => line.join(': ')).join('\n')}\n\n${actual.body}`
  assert.equal(actual.status, answer.status, told)
  for (const [name, expected] of answer.headers) {
    const value = actual.headers.get(name.toLowerCase())
    if (expected === '<absent>') assert.equal(value, undefined, `${name} is there\n${told}`)
    else compareText(value ?? '<absent>', expected, remembered, `${name}\n${told}`)
  }
  compareBody(actual, answer.body, remembered, told)
}

function compareBody(actual: RawAnswer, expected: string, remembered: Map<string, string>, told: string) {
  if (expected.startsWith('<stream>')) {
    for (const line of expected.split('\n').slice(1))
      compareText(actual.body, line, remembered, `the stream lacks: ${line}\n${told}`, 'within')
  } else if (expected.startsWith('<page>')) {
    const text = visibleText(actual.body)
    for (const line of expected.split('\n').slice(1))
      compareText(text, line, remembered, `the page lacks: ${line}\n${told}`, 'within')
  } else if (/^[{[]/.test(expected)) {
    compareJson(JSON.parse(actual.body), JSON.parse(expected), remembered, `\n${told}`)
  } else compareText(actual.body, expected, remembered, `body\n${told}`)
}

function visibleText(page: string): string {
  const body = page.slice(page.indexOf('<body'))
  const plain = body
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
  return plain.replace(/\s+/g, ' ')
}

function compareJson(
  actual: unknown,
  expected: unknown,
  remembered: Map<string, string>,
  where: string,
): void {
  if (expected === '<number>' || expected === '<object>' || expected === '<boolean>') {
    assert.equal(`<${typeof actual}>`, expected, where)
  } else if (typeof expected === 'string' && typeof actual === 'string') {
    compareText(actual, expected, remembered, where)
  } else if (isObject(expected) && isObject(actual)) {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), where)
    for (const name of Object.keys(expected))
      compareJson(actual[name], expected[name], remembered, `${name} ${where}`)
  } else assert.deepEqual(actual, expected, where)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Matches a text with placeholders, and remembers what stood for those that have a name. */
function compareText(
  actual: string,
  expected: string,
  remembered: Map<string, string>,
  message: string,
  place: 'whole' | 'within' = 'whole',
): void {
  const names: string[] = []
  const pattern = literal(filledIn(expected, remembered)).replace(placeholder, (_, kind, name) => {
    names.push(name ?? '')
    return `(${kinds[kind]})`
  })
  const match = new RegExp(place === 'whole' ? `^${pattern}$` : pattern, 's').exec(actual)
  assert.ok(match !== null, `expected ${expected}\nfound ${place === 'whole' ? actual : ''}\n${message}`)
  for (const [at, name] of names.entries()) if (name !== '') remembered.set(name, match[at + 1] ?? '')
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
