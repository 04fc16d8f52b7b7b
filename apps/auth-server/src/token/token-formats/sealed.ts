import { ByteReader, ByteWriter, type Confirmation, printScope, type TokenVersion } from '@latchkey/protocol'
import type { Sealer } from '../../keys/sealer.ts'
import type { AccessToken } from '../access-token.ts'
import type { TokenFormat } from '../token-format.ts'
import { readDetails, writeDetails } from './sealed-details.ts'

/** The first number of a record: a bearer token, or one that is bound to a key, whose name stands at the end. */
const layouts = { bearer: 1, jkt: 2, 'x5t#S256': 3 } as const
/** Added to it where the token holds homes of its own: they stand behind everything else. */
const withDetails = 3

/** The default: opaque to its holder, readable by this server alone, and without a row. */
export const sealed: TokenFormat = {
  name: 'sealed',
  write: ({ sealer, issuer }, dialect, token) =>
    sealer.seal({ kind: 'access token', ...dialect.accessToken }, writeRecord(token, issuer)),
}

export async function readSealed(
  { sealer, issuer }: { sealer: Sealer; issuer: string },
  prefix: string,
  version: TokenVersion,
  body: string,
): Promise<AccessToken | undefined> {
  const record = await sealer.open({ kind: 'access token', prefix, version }, body)
  return record === undefined ? undefined : readRecord(record, issuer)
}

function writeRecord(token: AccessToken, issuer: string): Uint8Array {
  const { counters, confirmation, ownDetails } = token
  const writer = new ByteWriter()
    .number(layoutOf(confirmation) + (ownDetails === undefined ? 0 : withDetails))
    .text(token.clientId)
    .text(token.accountId ?? '')
    .text(token.familyId ?? '')
    .text(printScope(token.scope))
    .texts(token.audience.map((identifier) => (identifier === issuer ? '' : identifier)))
    .number(token.issuedAt)
    .number(token.expiresAt - token.issuedAt)
    .text(token.jti ?? '')
    .number(counters.client)
    .number(counters.account ?? 0)
    .number(counters.grant ?? 0)
    .number(counters.family ?? 0)
  if (confirmation !== undefined) writer.text(keyOf(confirmation))
  if (ownDetails !== undefined) writeDetails(writer, ownDetails)
  return writer.bytes()
}

function layoutOf(confirmation: Confirmation | undefined): number {
  if (confirmation === undefined) return layouts.bearer
  return 'jkt' in confirmation ? layouts.jkt : layouts['x5t#S256']
}

function keyOf(confirmation: Confirmation): string {
  return 'jkt' in confirmation ? confirmation.jkt : confirmation['x5t#S256']
}

function readRecord(record: Buffer, issuer: string): AccessToken | undefined {
  const reader = new ByteReader(record)
  const first = reader.number()
  if (first < 1 || first > 2 * withDetails) return undefined
  const layout = first > withDetails ? first - withDetails : first
  const [clientId, accountId, familyId, scope] = [reader.text(), reader.text(), reader.text(), reader.text()]
  const audience = reader.texts().map((identifier) => (identifier === '' ? issuer : identifier))
  const issuedAt = reader.number()
  const expiresAt = issuedAt + reader.number()
  const jti = reader.text()
  const [client, account, grant, family] = [
    reader.number(),
    reader.number(),
    reader.number(),
    reader.number(),
  ]
  const who = accountId === '' ? { accountId: undefined, familyId: undefined } : { accountId, familyId }
  const counters = accountId === '' ? { client } : { client, account, grant, family }
  // The seal says that this scope was checked when the token was written.
  return {
    clientId,
    ...who,
    scope: scope === '' ? [] : scope.split(' '),
    audience,
    issuedAt,
    expiresAt,
    jti,
    counters,
    confirmation: confirmationOf(layout, reader),
    ownDetails: first > withDetails ? readDetails(reader) : undefined,
  }
}

function confirmationOf(layout: number, reader: ByteReader): Confirmation | undefined {
  if (layout === layouts.jkt) return { jkt: reader.text() }
  return layout === layouts['x5t#S256'] ? { 'x5t#S256': reader.text() } : undefined
}
