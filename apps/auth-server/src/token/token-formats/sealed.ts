import { ByteReader, ByteWriter, printScope, type TokenVersion } from '@latchkey/protocol'
import type { Sealer } from '../../keys/sealer.ts'
import type { AccessToken } from '../access-token.ts'
import type { TokenFormat } from '../token-format.ts'

/** The first number of the record, should its members ever change. */
const layout = 1

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
  const { counters } = token
  return new ByteWriter()
    .number(layout)
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
    .bytes()
}

function readRecord(record: Buffer, issuer: string): AccessToken | undefined {
  const reader = new ByteReader(record)
  if (reader.number() !== layout) return undefined
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
  }
}
