// Plays a page of the documentation: sends the requests that it shows, runs its programs, and compares what comes of them.

import assert from 'node:assert/strict'
import { type CodeFence, readCodeFence } from '../apps/auth-server/src/documentation/markdown/code-fence.ts'
import { compareJson, compareText } from './documentation-compare.ts'
import { appPrivateKey, madeForRequest, signClaims } from './documentation-keys.ts'
import { runProgram, runShell, serveProgram } from './documentation-program.ts'
import { framedBy, heardBy, postedBy } from './documentation-received.ts'
import { type Certificates, requestLineOf, sendText, unbroken } from './documentation-wire.ts'
import { appOrigin, claimsOf, dana, readersApp } from './documentation-world.ts'
import type { AppHost } from './oidc/logout-world.ts'
import { filledIn } from './recorded-exchange.ts'
import type { RawAnswer } from './recorded-replay.ts'
import { allow, newVisitor, type Visitor } from './sign-in.ts'

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

/** Where a page is played. */
export interface Stage {
  readonly issuer: string
  /** The machine on which the app hears what the server sends it. */
  readonly appHost?: AppHost
  /** Present where certificates are asked for. */
  readonly certificates?: Certificates
}

/** Where a page's story is: what was handed out, what was answered last, what a reader has typed into a terminal. */
export interface Story extends Stage {
  readonly remembered: Map<string, string>
  readonly typed: Map<string, string>
  /** The person's browser. */
  readonly visitor: Visitor
  /** Other servers that the page speaks of, by their hosts. */
  readonly origins: Map<string, string>
  /** What has to end with the page. */
  readonly ends: (() => void)[]
  request: string
  answer: RawAnswer | undefined
  printed: string
}

export function newStory(stage: Stage, remembered: Map<string, string>): Story {
  const typed = new Map([
    ['CLIENT_ID', readersApp.clientId],
    ['CLIENT_SECRET', readersApp.clientSecret],
    ['TOKEN', remembered.get('control token') ?? ''],
  ])
  const parts = { typed, visitor: newVisitor(stage.issuer), origins: new Map(), ends: [] }
  return { ...stage, remembered, ...parts, request: '', answer: undefined, printed: '' }
}

type Play = (story: Story, block: Block) => Promise<void> | void

const plays: Readonly<Record<CodeFence['role'], Play>> = {
  request: send,
  answer: (story, { text }) => compareAnswer(story, text),
  run: (story, { language, text }) =>
    language === 'bash' ? runInShell(story, text) : runModule(story, text),
  output: (story, { text }) => compareJson(story, JSON.parse(story.printed), JSON.parse(text), 'printed'),
  serve: async (story, { subject, text }) => {
    const serving = await serveProgram(filledIn(text, story.remembered), environmentOf(story))
    story.origins.set(subject, serving.origin)
    story.ends.push(serving.end)
  },
  signed: async ({ remembered }, { subject, text }) => {
    remembered.set(subject, await signClaims(JSON.parse(filledIn(text, remembered))))
  },
  claims: (story, { subject, text }) =>
    compareJson(story, claimsOf(story.remembered.get(subject)), JSON.parse(text), subject),
  posted: (story, { text }) => compareReceived(story, postedBy(story.answer?.body ?? ''), text),
  framed: (story, { text }) => compareReceived(story, framedBy(story.answer?.body ?? ''), text),
  heard: async (story, { text }) => {
    const { target } = requestLineOf(text)
    assert.ok(story.appHost, 'nobody can hear')
    compareReceived(story, await heardBy(story.appHost, target, appOrigin), text)
  },
  shown: () => {},
}

/** Plays one block. Throws where the page shows something else than what happens. */
export async function play(story: Story, block: Block): Promise<void> {
  await plays[block.role](story, block)
}

async function send(story: Story, { text, decision }: Block): Promise<void> {
  story.request = text
  const { host } = requestLineOf(text)
  const origin = story.origins.get(host) ?? `${new URL(story.issuer).protocol}//${host}`
  await makeFor(story, text)
  const request = filledIn(unbroken(text), story.remembered)
  story.answer =
    decision === undefined
      ? await sendText(origin, request, story.certificates)
      : await browse(story, requestLineOf(request).target, decision)
  const nonce = story.answer.headers.get('dpop-nonce')
  if (nonce !== undefined) story.remembered.set('last nonce', nonce)
}

/** Makes what the request holds and can be sent once: assertions and proofs. */
async function makeFor({ issuer, origins, remembered }: Story, text: string): Promise<void> {
  const { method, target, host } = requestLineOf(text)
  const scheme = origins.has(host) ? 'https:' : new URL(issuer).protocol
  const url = `${scheme}//${host}${filledIn(target, remembered)}`
  const [, tokenName = ''] = /^Authorization: DPoP \{\{(.*)\}\}$/m.exec(text) ?? []
  const made = {
    issuer,
    method,
    url,
    accessToken: remembered.get(tokenName),
    nonce: remembered.get('last nonce'),
  }
  for (const [name, make] of Object.entries(madeForRequest))
    if (text.includes(`{{${name}}}`)) remembered.set(name, await make(made))
}

async function browse(
  { visitor }: Story,
  target: string,
  decision: NonNullable<Block['decision']>,
): Promise<RawAnswer> {
  if (decision === 'follow') {
    const response = await visitor.get(target)
    return rawAnswerOf(response, await response.text())
  }
  const { response, page } = await allow(visitor, target, dana, decision === 'allow' ? 'accept' : 'deny')
  return rawAnswerOf(response, page)
}

function rawAnswerOf({ status, statusText, headers }: Response, body: string): RawAnswer {
  return { statusLine: `HTTP/1.1 ${status} ${statusText}`, status, headers: new Map(headers), body }
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
  // Of a page only what reaches the app is shown.
  if (answer.headers.get('content-type')?.startsWith('text/html') && body === undefined) return
  if (body === undefined) assert.equal(answer.body, '')
  else if (body.startsWith('{{')) compareText(story, answer.body, body, 'body')
  else compareJson(story, JSON.parse(answer.body), JSON.parse(body), 'body')
}

function compareReceived(story: Story, received: string, text: string): void {
  const [head = '', body = ''] = text.split('\n\n')
  const [receivedHead = '', receivedBody = ''] = received.split('\n\n')
  compareText(story, receivedHead, unbroken(head), 'what reached the app')
  compareText(story, receivedBody, unbroken(body), 'its form')
}

/** What programs and shells of the page find: what was typed, and what was handed out, in capital letters. */
function environmentOf({ typed, remembered, certificates }: Story): Record<string, string> {
  const handed = [...remembered].map(([name, value]) => [name.toUpperCase().replaceAll(' ', '_'), value])
  const trust = certificates && { CURL_CA_BUNDLE: `${certificates.folder}/ca.pem` }
  return { ...Object.fromEntries(handed), ...Object.fromEntries(typed), ...trust }
}

async function runModule(story: Story, text: string): Promise<void> {
  story.printed = await runProgram(filledIn(text, story.remembered), {
    ...environmentOf(story),
    APP_KEY: await appPrivateKey(),
  })
}

/** Runs the lines in a shell that knows what was exported before, and keeps what they export. */
async function runInShell(story: Story, lines: string): Promise<void> {
  const env = environmentOf(story)
  const { printed, exported } = await runShell(
    filledIn(lines, story.remembered),
    env,
    story.certificates?.folder,
  )
  for (const [name, value] of exported) if (env[name] !== value) story.typed.set(name, value)
  story.printed = printed
  if (story.printed.startsWith(`${story.issuer}/oauth2/authorize`)) await openInBrowser(story)
  const token = /"access_token": ?"([^"]+)"/.exec(story.printed)?.[1]
  if (token !== undefined) story.typed.set('TOKEN', token)
}

/** The reader opens the address, accepts, and copies the code. */
async function openInBrowser(story: Story): Promise<void> {
  const { location } = await allow(story.visitor, story.printed, dana)
  story.typed.set('CODE', new URL(location ?? story.issuer).searchParams.get('code') ?? '')
}
