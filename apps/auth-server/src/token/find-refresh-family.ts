import type { ServerContext } from '../context.ts'
import type { Family } from '../store/records.ts'
import { hashFamilySecret, type RefreshToken, readRefreshToken } from './refresh-token.ts'

/** A refresh token of ours and the family that it belongs to, whatever has become of it; else `undefined`. */
export async function findRefreshFamily(
  server: ServerContext,
  text: string,
): Promise<{ token: RefreshToken; family: Family } | undefined> {
  const token = await readRefreshToken(server.keys, text)
  const family = token && (await server.store.findFamilyBySecret(hashFamilySecret(token.secret)))
  return token && family && { token, family }
}
