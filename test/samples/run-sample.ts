import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestAuthority } from '../test-authority.ts'

const run = promisify(execFile)

/** A vendor's sample with nothing replaced but these texts, each of which must be there. */
export function sampleText(file: string, replaced: Readonly<Record<string, string>>): string {
  let text = readFileSync(new URL(file, import.meta.url), 'utf8')
  for (const [placeholder, value] of Object.entries(replaced)) {
    if (!text.includes(placeholder)) throw new Error(`${file} has no ${placeholder}`)
    text = text.replaceAll(placeholder, value)
  }
  return text
}

/** A language in which samples are written: how a file is run, and what brings it to a machine that lacks it. */
export interface Language {
  readonly command: readonly [program: string, ...args: string[]]
  /** Answers quickly whether the machine has it. */
  readonly check: readonly string[]
  readonly debianPackages: string
}

const appended = fileURLToPath(new URL('show-response.php', import.meta.url))

export const languages = {
  curl: { command: ['sh'], check: ['-c', 'curl --version'], debianPackages: 'curl' },
  node: { command: [process.execPath], check: ['--version'], debianPackages: 'nodejs' },
  python: { command: ['python3'], check: ['--version'], debianPackages: 'python3' },
  pythonRequests: {
    command: ['python3'],
    check: ['-c', 'import requests'],
    debianPackages: 'python3-requests',
  },
  debianPythonRequests: {
    command: ['/usr/bin/python3'],
    check: ['-c', 'import requests'],
    debianPackages: 'python3-requests',
  },
  ruby: { command: ['ruby'], check: ['--version'], debianPackages: 'ruby' },
  php: {
    command: ['php', '-d', `auto_append_file=${appended}`, '-d', 'display_errors=stderr'],
    check: ['-r', 'curl_version();'],
    debianPackages: 'php-cli php-curl',
  },
} as const satisfies Record<string, Language>

/**
 * Writes a sample to a file, runs it and answers what it printed; `undefined` where the machine lacks the language, which
 * the test's output then names. Under `CI=true` a missing one is a failure.
 */
export async function runSample(
  t: TestContext,
  authority: TestAuthority,
  candidates: readonly Language[],
  text: string,
): Promise<string | undefined> {
  const language = await firstPresent(candidates)
  if (language === undefined) {
    const missing = `missing for this sample: apt-get install ${candidates[0]?.debianPackages}`
    if (process.env.CI === 'true') throw new Error(missing)
    t.diagnostic(missing)
    return undefined
  }
  const file = join(authority.folder, 'sample')
  writeFileSync(file, text)
  const [program, ...args] = language.command
  const trusts = program === 'php' ? ['-d', `curl.cainfo=${authority.caFile}`] : []
  const { stdout } = await run(program, [...args, ...trusts, file], {
    env: { PATH: process.env.PATH, ...authority.clientEnv },
    timeout: 60_000,
  })
  return stdout
}

async function firstPresent(candidates: readonly Language[]): Promise<Language | undefined> {
  for (const language of candidates) {
    const found = await run(language.command[0], [...language.check], { timeout: 60_000 }).then(
      () => true,
      () => false,
    )
    if (found) return language
  }
  return undefined
}
