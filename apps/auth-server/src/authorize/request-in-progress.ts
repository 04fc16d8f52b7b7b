import { sha256 } from '@latchkey/protocol'
import type { Context } from 'hono'
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import { preferLanguages } from '../pages/language.ts'
import { browserId, knownBrowserId } from '../sessions/browser.ts'
import type { RequestOrigin } from './request-origin.ts'

/** An authorization request on its way through sign-in and consent. Nothing of it is stored: the page carries it, sealed. */
export interface RequestInProgress {
  /** The authorize path that was asked. */
  readonly path: string
  /** Those that count, wherever they stood. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  /** Sealed with the rest: whoever writes a URL cannot say that it was pushed or signed. */
  readonly origin: RequestOrigin
  /** Milliseconds since 1970; a sign-in after it answers `prompt=login`. */
  readonly startedAt: number
  /** Whose answer the consent form is; another account that signed in meanwhile is asked again. */
  readonly accountId?: string | undefined
}

const record = z.object({
  path: z.string(),
  parameters: z.array(z.tuple([z.string(), z.string()])),
  origin: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('plain') }),
    z.object({ kind: z.literal('signed') }),
    z.object({ kind: z.literal('pushed'), hash: z.string(), isSigned: z.boolean() }),
  ]),
  startedAt: z.number(),
  accountId: z.string().optional(),
  browser: z.string(),
})

const sealed = { kind: 'authorization request', prefix: '', version: '1' } as const
const livesMillis = 3_600_000

/** For a form of this browser: no other browser can send it. */
export function sealForForm(server: ServerContext, c: Context, progress: RequestInProgress): string {
  return seal(server, progress, sha256(browserId(server, c)))
}

/** What a form carried, when it is ours, of this browser and young enough. */
export async function openProgress(
  server: ServerContext,
  c: Context,
  text: string | undefined,
): Promise<RequestInProgress | undefined> {
  const id = knownBrowserId(server, c)
  return open(server, c, text, id === undefined ? undefined : sha256(id))
}

/** The way back to the request. Bound to no browser: whoever has it could as well write the request's own URL. */
export function urlToContinue(server: ServerContext, progress: RequestInProgress): string {
  const { accountId: _, ...request } = progress
  return `${progress.path}?in_progress=${seal(server, request, '')}`
}

export function openFromUrl(
  server: ServerContext,
  c: Context,
  text: string,
): Promise<RequestInProgress | undefined> {
  return open(server, c, text, '')
}

/** A page on the way back to a request speaks as the request's own pages do. `next` is a path of ours. */
export async function keepLanguageOf(
  server: ServerContext,
  c: Context,
  next: string | undefined,
): Promise<void> {
  const begun = next === undefined ? null : new URL(next, server.issuer).searchParams.get('in_progress')
  if (begun !== null) await openFromUrl(server, c, begun)
}

function seal(server: ServerContext, progress: RequestInProgress, browser: string): string {
  return server.sealer.seal(sealed, Buffer.from(JSON.stringify({ ...progress, browser })))
}

/** What is ours but cannot go on any more still tells in which language to say so. */
async function open(
  server: ServerContext,
  c: Context,
  text: string | undefined,
  browser: string | undefined,
): Promise<RequestInProgress | undefined> {
  if (text === undefined || text.charAt(0) !== sealed.version) return undefined
  const plaintext = await server.sealer.open(sealed, text.slice(1))
  if (plaintext === undefined) return undefined
  // Another version of this server, before or behind an update, may have sealed it in another shape.
  const read = record.safeParse(JSON.parse(plaintext.toString('utf8')))
  if (!read.success) return undefined
  const { browser: boundTo, ...progress } = read.data
  preferLanguages(c, progress.parameters)
  const isYoung = progress.startedAt + livesMillis > server.now()
  return isYoung && boundTo === browser ? progress : undefined
}
