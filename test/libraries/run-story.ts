import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { anna } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'

/** A program of another language that tells its story line by line: `GO` and an address for its person, at the end `DONE` and JSON. */
export interface Story {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

const mostMillis = 120_000

/** Runs the program, plays its person, and answers what it says at the end. */
export async function runStory(
  story: Story,
  setting: Readonly<Record<string, unknown>> & { readonly issuer: string },
): Promise<unknown> {
  const { PATH = '', HOME = '/tmp' } = process.env
  const child = spawn(story.command, story.args, { cwd: story.cwd, env: { PATH, HOME, ...story.env } })
  const timer = setTimeout(() => child.kill('SIGKILL'), mostMillis)
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  try {
    child.stdin.write(`${JSON.stringify(setting)}\n`)
    const exit = once(child, 'close')
    const result = await play(child, setting.issuer)
    await exit
    return result ?? assert.fail(`the program ended without DONE: ${said}`)
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}

async function play(child: ChildProcess, issuer: string): Promise<unknown> {
  assert.ok(child.stdout && child.stdin)
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('DONE ')) return JSON.parse(line.slice(5))
    if (line.startsWith('GO ')) child.stdin.write(`${await answerOf(issuer, line.slice(3))}\n`)
  }
  return undefined
}

async function answerOf(issuer: string, url: string): Promise<string> {
  const { location, page } = await allow(newVisitor(issuer), url, anna)
  return location ?? assert.fail(`no answer: ${page.slice(0, 2_000)}`)
}

/** Whether the machine has what a story needs; one without says so by name, and under `CI=true` that is a failure. */
export function hasLibrary(
  t: TestContext,
  probe: readonly [string, ...string[]],
  comesWith: string,
): boolean {
  try {
    execFileSync(probe[0], probe.slice(1), { stdio: 'pipe' })
    return true
  } catch (error) {
    const missing = `${probe.join(' ')} fails here; what it needs comes with: ${comesWith}`
    if (process.env.CI === 'true') throw new Error(missing, { cause: error })
    t.diagnostic(missing)
    return false
  }
}
