import type { KeyRing } from '../keys/key-ring.ts'
import type { AccessToken } from './access-token.ts'

/**
 * What the tokens said that were opened last, so that one that comes with every request of an app is opened once. Nothing here
 * says that a token counts: its life, its marks and what its family holds now are asked at each request.
 */
export interface OpenedTokens {
  find(text: string): AccessToken | undefined
  /** The token that `open` reads of this text, unless it is known. */
  openOnce(
    text: string,
    open: () => Promise<AccessToken | undefined>,
  ): AccessToken | Promise<AccessToken | undefined>
}

/** Some two kilobytes each at most. */
const mostTokens = 4_096
const longestText = 1_024

/**
 * A token is found by its text: who could measure the search of a map with secret hashes would learn nothing of a seal. What is
 * no token of ours is not kept, so nobody pushes others out without tokens.
 */
export function createOpenedTokens(
  keys: Pick<KeyRing, 'readings'>,
  atMost: number = mostTokens,
): OpenedTokens {
  const opened = new Map<string, AccessToken>()
  let reading = keys.readings()
  const find = (text: string) => {
    if (reading !== keys.readings()) {
      reading = keys.readings()
      opened.clear()
    }
    return opened.get(text)
  }
  const openAnew = async (text: string, open: () => Promise<AccessToken | undefined>) => {
    const before = keys.readings()
    const token = await open()
    // A key may have ended while it opened this.
    if (token === undefined || text.length > longestText || before !== keys.readings()) return token
    const [oldest] = opened.keys()
    if (opened.size >= atMost && oldest !== undefined) opened.delete(oldest)
    opened.set(text, token)
    return token
  }
  return { find, openOnce: (text, open) => find(text) ?? openAnew(text, open) }
}
