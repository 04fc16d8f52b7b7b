import { hash } from 'node:crypto'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import type { AnswerClaim, StoredAnswer } from '../store/answer-log.ts'

/** What of an answer is kept beside its status and body. */
const keptHeaders = ['Content-Type', 'ETag', 'Location']

const digestOf = (...parts: readonly (string | undefined)[]) =>
  hash('sha256', JSON.stringify(parts.map((part) => part ?? null)), 'base64url')

const badKey = () =>
  new Problem(
    400,
    'Idempotency-Key must be 1 to 255 characters without spaces, best a random one such as a UUID.',
  )
const underWay = () =>
  new Problem(409, 'A request with this Idempotency-Key is under way. Ask again in a second.', {
    kind: 'under-way',
    headers: { 'Retry-After': '1' },
  })
const reused = () =>
  new Problem(
    422,
    'This Idempotency-Key was used for another request. Make a new one for each thing you want done.',
  )

/** A string of RFC 9651 (`"abc"`), as the draft of the header has it, or the bare characters, as most programs send it. */
function keyOf(header: string): string {
  const key = /^"([^"\\]*)"$/.exec(header)?.[1] ?? header
  if (!/^[\x21\x23-\x7e]{1,255}$/.test(key)) throw badKey()
  return key
}

/**
 * Runs `work` once for each `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): who asks the same again within a
 * day gets the same answer. Keys are those of an app and a person. Without the header `work` is simply run. Call it after
 * everything that decides whether the caller may ask at all; how much an answer shows depends on the caller's rights, so that with
 * others the same is another request.
 */
export async function answerOnce(
  c: TokenContext,
  { store, now }: Pick<DeviceApiContext, 'store' | 'now'>,
  body: unknown,
  work: () => Promise<Response>,
): Promise<Response> {
  const header = c.req.header('Idempotency-Key')
  if (header === undefined) return work()
  const { clientId, subject, scope, homes } = c.var.access
  const rights = JSON.stringify([scope, homes])
  const asked = digestOf(c.req.method, c.req.path, JSON.stringify(body), c.req.header('If-Match'), rights)
  const claim = { id: digestOf(clientId, subject, keyOf(header)), owner: subject, request: asked, now: now() }
  const outcome = await store.claimAnswer(claim)
  if (outcome === 'claimed') return doAndKeep(store, claim, work)
  if (outcome.request !== asked) throw reused()
  if (outcome.answer === undefined) throw underWay()
  const { status, headers, body: text } = outcome.answer
  return new Response(text, { status, headers: { ...headers, 'Idempotency-Replayed': 'true' } })
}

/** What was refused may be tried again with the same key: nothing was done. */
async function doAndKeep(
  store: DeviceApiContext['store'],
  claim: AnswerClaim,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    const response = await work()
    // It is done, whether the answer can be kept or not.
    if (response.ok) await store.saveAnswer(claim, await storedOf(response.clone())).catch(() => undefined)
    else await store.releaseAnswer(claim)
    return response
  } catch (error) {
    // The first error is the one to tell; a claim that stays behind is free again after a minute.
    await store.releaseAnswer(claim).catch(() => undefined)
    throw error
  }
}

async function storedOf(response: Response): Promise<StoredAnswer> {
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return { status: response.status, headers: Object.fromEntries(headers), body: await response.text() }
}
