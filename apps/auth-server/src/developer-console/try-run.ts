import { sha256 } from '@latchkey/protocol'
import type { Context } from 'hono'
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import { browserId, knownBrowserId } from '../sessions/browser.ts'
import type { OwnApp } from './own-app.ts'

/** One run of a flow. Nothing of it is stored: the page carries it, sealed, for this browser and this developer. */
export interface TryRun {
  readonly kind: 'code' | 'own'
  readonly state: string
  readonly codeVerifier: string
  readonly redirectUri: string
  readonly scope: string
  /** Asked for once, kept until the page is left. */
  readonly secret: string
  readonly accessToken?: string | undefined
  readonly refreshToken?: string | undefined
}

const record = z.object({
  kind: z.enum(['code', 'own']),
  state: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  scope: z.string(),
  secret: z.string(),
  accessToken: z.string().optional(),
  refreshToken: z.string().optional(),
  boundTo: z.string(),
  until: z.number(),
})

const sealed = { kind: 'run of a flow', prefix: '', version: '1' } as const
const livesMillis = 3_600_000

export function sealRun(server: ServerContext, c: Context, own: OwnApp, run: TryRun): string {
  const boundTo = bindingOf(browserId(server, c), own)
  const plaintext = JSON.stringify({ ...run, boundTo, until: server.now() + livesMillis })
  return server.sealer.seal(sealed, Buffer.from(plaintext))
}

/** The run that a form carried, when it is this developer's, of this browser, for this app, and young enough. */
export async function openRun(
  server: ServerContext,
  c: Context,
  own: OwnApp,
  text: string,
): Promise<TryRun | undefined> {
  const id = knownBrowserId(server, c)
  if (id === undefined || text.charAt(0) !== sealed.version) return undefined
  const plaintext = await server.sealer.open(sealed, text.slice(1))
  if (plaintext === undefined) return undefined
  const { boundTo, until, ...run } = record.parse(JSON.parse(plaintext.toString('utf8')))
  return boundTo === bindingOf(id, own) && until > server.now() ? run : undefined
}

function bindingOf(browser: string, { client, signedIn }: OwnApp): string {
  return sha256(JSON.stringify([browser, client.clientId, signedIn.account.id]))
}
