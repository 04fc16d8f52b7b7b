// Sends the requests that a page of the documentation shows, and compares the answers that it shows with the real ones.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { issuedValues } from '../apps/auth-server/src/documentation/example-values.ts'
import { type CodeFence, readCodeFence } from '../apps/auth-server/src/documentation/markdown/code-fence.ts'
import { claimsOf, dana, readersApp } from './documentation-world.ts'
import { filledIn } from './recorded-exchange.ts'
import { type RawAnswer, sendRaw } from './recorded-replay.ts'
import { allow, newVisitor } from './sign-in.ts'

export interface Block extends CodeFence {
  readonly text: string
}

/** Every block of code of a page, in its order. */
export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)\n```$/gm)].map(([, info = '', text = '']) => ({
    ...readCodeFence(info),
    text,
  }))
}

/** Where a page's story is: what was handed out, what was answered last, what a reader has typed into a terminal. */
export interface Story {
  readonly issuer: string
  readonly remembered: Map<string, string>
  readonly typed: Map<string, string>
  request: string
  answer: RawAnswer | undefined
  printed: string
}

export function newStory(issuer: string, remembered: Map<string, string>): Story {
  const typed = new Map([
    ['CLIENT_ID', readersApp.clientId],
    ['CLIENT_SECRET', readersApp.clientSecret],
    ['TOKEN', remembered.get('control token') ?? ''],
  ])
  return { issuer, remembered, typed, request: '', answer: undefined, printed: '' }
}

/** Plays one block; answers what it compared or sent, or nothing for a block that is only shown. */
export async function play(story: Story, block: Block): Promise<void> {
  if (block.role === 'request') await send(story, block)
  if (block.role === 'answer') compareAnswer(story, block.text)
  if (block.role === 'run') await run(story, block.text)
  if (block.role === 'output')
    compareJson(story, JSON.parse(story.printed), JSON.parse(block.text), 'printed')
  if (block.role === 'claims') {
    compareJson(story, claimsOf(story.remembered.get('id_token')), JSON.parse(block.text), 'ID token')
  }
}

/** On the page long lines are broken before `?` and `&`, and lines of a form before `&`. */
function unbroken(text: string): string {
  return text.replace(/\n +(?=[?&])/g, '').replace(/\n(?=&)/g, '')
}

async function send(story: Story, { text, decision }: Block): Promise<void> {
  story.request = text
  const request = filledIn(unbroken(text), story.remembered)
  if (decision !== undefined) {
    const [, target = ''] = request.split(' ')
    const { response } = await allow(
      newVisitor(story.issuer),
      target,
      dana,
      decision === 'allow' ? 'accept' : 'deny',
    )
    const { status, statusText } = response
    const statusLine = `HTTP/1.1 ${status} ${statusText}`
    story.answer = { statusLine, status, headers: new Map(response.headers), body: '' }
    return
  }
  const [head = '', body = ''] = request.split('\n\n')
  const lines = [...head.split('\n'), ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`])]
  story.answer = await sendRaw(story.issuer, `${lines.join('\r\n')}\r\n\r\n${body}`)
}

function compareAnswer(story: Story, text: string): void {
  const { answer } = story
  assert.ok(answer, 'an answer stands where nothing was asked')
  const [head = '', body] = text.split('\n\n')
  const [statusLine, ...headers] = unbroken(head).split('\n')
  assert.equal(answer.statusLine, statusLine, answer.body)
  for (const line of headers) {
    const [, name = '', value = ''] = /^([^:]+): (.*)$/.exec(line) ?? assert.fail(`not a header: ${line}`)
    compareText(story, answer.headers.get(name.toLowerCase()) ?? '(absent)', value, name)
  }
  if (body === undefined) assert.equal(answer.body, '')
  else compareJson(story, JSON.parse(answer.body), JSON.parse(body), 'body')
}

/** Numbers that the page and the wire must have alike; others are times and temperatures. */
const exactNumbers = ['body.expires_in', 'printed.expires_in', 'body.status']

function compareJson(story: Story, actual: unknown, expected: unknown, where: string): void {
  const isLoose = typeof expected === 'number' && !exactNumbers.includes(where)
  if (isLoose || typeof expected === 'string') assert.equal(typeof actual, typeof expected, where)
  if (isLoose) return
  if (typeof expected === 'string') {
    compareText(story, String(actual), expected, where)
  } else if (typeof expected === 'object' && expected !== null) {
    assert.equal(Array.isArray(actual), Array.isArray(expected), where)
    assert.deepEqual(Object.keys(Object(actual)), Object.keys(expected), where)
    for (const [name, value] of Object.entries(expected))
      compareJson(story, Object(actual)[name], value, `${where}.${name}`)
  } else assert.equal(actual, expected, where)
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** What stood in the request must be the same in the answer; other names are remembered from it. */
function compareText({ remembered, request }: Story, actual: string, expected: string, where: string): void {
  if (time.test(expected)) {
    assert.match(actual, time, where)
    return
  }
  const names: string[] = []
  const pattern = expected.replace(/\{\{([^}]+)\}\}|[\\^$.*+?()[\]{}|]/g, (sign, name?: string) => {
    if (name === undefined) return `\\${sign}`
    const known = remembered.get(name)
    if (known !== undefined && (request.includes(sign) || name === 'account_id')) {
      return known.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    }
    names.push(name)
    return '([A-Za-z0-9._-]+)'
  })
  const match = new RegExp(`^${pattern}$`).exec(actual)
  assert.ok(match, `${where} is ${actual}, and the page shows ${expected}`)
  for (const [at, name] of names.entries()) remember(remembered, name, match[at + 1] ?? '')
}

/** What a reader sees must look like what is handed out: the same beginning, and the same length where it is not cut. */
function remember(remembered: Map<string, string>, name: string, value: string): void {
  const shown: string = Object(issuedValues)[name] ?? assert.fail(`the page shows no ${name}`)
  if (shown.includes('…')) assert.equal(value.slice(0, 7), shown.slice(0, 7), name)
  else assert.equal(value.length, shown.length, `${name} is shown as ${shown} and was ${value}`)
  remembered.set(name, value)
}

const execute = promisify(execFile)

/** Runs the lines in a shell that knows what was exported before, and keeps what they export. */
async function run(story: Story, lines: string): Promise<void> {
  const mark = '---exported---'
  const script = `set -eu\n${filledIn(lines, story.remembered)}\nprintf '\\n%s\\n' ${mark}\nenv -0`
  const env = { PATH: process.env.PATH ?? '', ...Object.fromEntries(story.typed) }
  const { stdout } = await execute('bash', ['-c', script], { env, timeout: 20_000 })
  const [printed = '', exported = ''] = stdout.split(`\n${mark}\n`)
  for (const entry of exported.split('\0')) {
    const [, name, value = ''] = /^([A-Z_]+)=([\s\S]*)$/.exec(entry) ?? []
    if (name !== undefined && name !== 'PATH') story.typed.set(name, value)
  }
  story.printed = printed.trim()
  if (story.printed.startsWith(`${story.issuer}/oauth2/authorize`)) await openInBrowser(story)
  const token = /"access_token": ?"([^"]+)"/.exec(story.printed)?.[1]
  if (token !== undefined) story.typed.set('TOKEN', token)
}

/** The reader opens the address, accepts, and copies the code. */
async function openInBrowser(story: Story): Promise<void> {
  const { location } = await allow(newVisitor(story.issuer), story.printed, dana)
  story.typed.set('CODE', new URL(location ?? story.issuer).searchParams.get('code') ?? '')
}
