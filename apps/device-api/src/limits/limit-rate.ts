import type { TokenEnv } from '@latchkey/resource-kit'
import type { MiddlewareHandler } from 'hono'
import type { DeviceApiContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import type { ViewName } from '../view.ts'
import type { Rate } from './rate.ts'
import { createTokenBuckets } from './token-buckets.ts'

const tooMany = (seconds: number) =>
  new Problem(429, `This app asks too often. Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, {
    headers: { 'Retry-After': String(seconds) },
  })

const passes: MiddlewareHandler<TokenEnv> = (_c, next) => next()

/**
 * Stands behind `requireToken` and lets each connection (app and person) send what the view's rate allows. Every answer
 * tells how much is left (draft-ietf-httpapi-ratelimit-headers); what is too much throws a `Problem` 429 with `Retry-After`,
 * which the view writes in its own words.
 */
export function limitRate(
  { rates, now }: Pick<DeviceApiContext, 'rates' | 'now'>,
  view: ViewName,
): MiddlewareHandler<TokenEnv> {
  const rate = rates[view]
  return rate === undefined ? passes : limited(view, rate, now)
}

function limited(view: ViewName, rate: Rate, now: () => number): MiddlewareHandler<TokenEnv> {
  const buckets = createTokenBuckets(rate)
  const policy = `"${view}";q=${rate.requests};w=${rate.seconds}`
  return async (c, next) => {
    const { clientId, subject } = c.var.access
    const { left, waitSeconds } = buckets.take(`${clientId} ${subject}`, now())
    const told = { 'RateLimit-Policy': policy, RateLimit: `"${view}";r=${left};t=${waitSeconds}` }
    if (left < 0) throw refused(waitSeconds, { ...told, RateLimit: `"${view}";r=0;t=${waitSeconds}` })
    await next()
    for (const [name, value] of Object.entries(told)) c.res.headers.set(name, value)
  }
}

function refused(seconds: number, told: Readonly<Record<string, string>>): Problem {
  const { message, more } = tooMany(seconds)
  return new Problem(429, message, { headers: { ...more.headers, ...told } })
}
