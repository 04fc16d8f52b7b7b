import { VerificationUnavailable } from './verification-unavailable.ts'

/** The text of an answer of at most so many bytes. Throws `VerificationUnavailable` for a longer one. */
export async function readText({ body }: Response, atMost: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > atMost)
      throw new VerificationUnavailable('The answer of the authorization server is too long.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
