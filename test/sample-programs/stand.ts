import assert from 'node:assert/strict'
import { dialects } from '@latchkey/dialects'
import {
  type LanguageId,
  type SampleKind,
  sampleKinds,
} from '../../apps/auth-server/src/samples/languages.ts'
import { anna } from '../definition.ts'
import { allow, newVisitor, shownCode } from '../sign-in.ts'
import { type SampleApp, sampleApps } from './sample-apps.ts'
import { openSamplePages } from './sample-pages.ts'
import type { ShownProgram } from './shown-program.ts'
import { toolchains } from './toolchains.ts'
import { type Ended, openWorkbench, type RunOptions } from './workbench.ts'

/** The tokens that a program printed. */
export interface Printed {
  readonly accessToken: string
  /** Seconds, as it was printed. */
  readonly expiresIn: string
  readonly refreshToken: string | undefined
}

/** Where the programs of one language are run against one server. */
export interface Stand {
  readonly issuer: string
  program(app: SampleApp, kind: SampleKind): Promise<ShownProgram>
  programWithSecret(app: SampleApp, kind: SampleKind): Promise<ShownProgram>
  run(program: ShownProgram, options?: RunOptions): Promise<Ended>
  end(): void
}

export async function openStand(issuer: string, language: LanguageId): Promise<Stand> {
  const pages = await openSamplePages(issuer)
  const program = (app: SampleApp, kind: SampleKind) => pages.program(app, { language, kind })
  const all = await Promise.all(sampleKinds.map((kind) => program(sampleApps.standard, kind)))
  const { run, end } = await openWorkbench(toolchains[language], all)
  const programWithSecret = (app: SampleApp, kind: SampleKind) =>
    pages.programWithSecret(app, { language, kind })
  return { issuer, program, programWithSecret, run, end }
}

/** A person who signs in, decides, and pastes the address that the browser ended at, or the code on the page. */
export function personAt(
  issuer: string,
  decision: 'accept' | 'deny' = 'accept',
  paste: (text: string) => string = (text) => text,
): (address: string) => Promise<string> {
  return async (address) => {
    const { location, page } = await allow(newVisitor(issuer), address, anna, decision)
    const found = location ?? shownCode(page)
    if (found === undefined) throw new Error(`the journey from ${address} ended at ${page}`)
    return paste(found)
  }
}

/** What a program that went well printed, and nothing else. */
export function printedTokens({ code, stdout, stderr }: Ended): Printed {
  assert.equal(code, 0, `${stdout}${stderr}`)
  const printed = /^access_token (\S+)\nexpires_in (\d+)\n(?:refresh_token (\S+)\n)?$/.exec(stdout)
  assert.ok(printed, stdout)
  const [, accessToken = '', expiresIn = '', refreshToken] = printed
  return { accessToken, expiresIn, refreshToken }
}

/** The names of the homes that a token opens at the device API. */
export async function homesOpenTo(issuer: string, app: SampleApp, accessToken: string): Promise<string[]> {
  const url = issuer + dialects[app.dialect ?? 'standard'].apiPath
  const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return homesIn(text)
}

/** The names of the homes in an answer of the device API, in our own shape or in NIBE's. */
export function homesIn(text: string): string[] {
  const answer: { structures?: { name: string }[]; objects?: { name: string }[] } = JSON.parse(text)
  const homes = answer.structures ?? answer.objects
  assert.ok(homes, text)
  return homes.map(({ name }) => name)
}
