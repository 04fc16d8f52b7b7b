import { bodyOf } from './http-answer.ts'
import { exchange, type Requests } from './load.ts'

export const clientId = 'bench'
export const clientSecret = 'a-secret-that-only-the-bench-uses'
const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`

/** A form POST as a client library writes it, with the client's secret in the Authorization header. */
export function formPost(port: number, path: string, form: Readonly<Record<string, string>>): string {
  const body = new URLSearchParams(form).toString()
  return (
    `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: ${basic}\r\nAccept: application/json\r\n` +
    `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  )
}

export function bearerGet(port: number, path: string, token: string): string {
  return (
    `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${token}\r\n` +
    'Accept: application/json\r\n\r\n'
  )
}

/** The same request again and again. */
export function always(request: string): Requests {
  return { next: () => request }
}

/** Each connection redeems its own refresh token and follows it to its successor. */
export function refreshing(port: number, path: string, tokens: readonly string[]): Requests {
  const current = [...tokens]
  return {
    next: (connection) =>
      formPost(port, path, { grant_type: 'refresh_token', refresh_token: current[connection] ?? '' }),
    answered: (connection, answer) => {
      current[connection] = memberOf(answer, 'refresh_token')
    },
  }
}

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

/** Redeems an authorization code. */
export async function redeem(port: number, path: string, code: string): Promise<Tokens> {
  const answer = await exchange(port, formPost(port, path, { grant_type: 'authorization_code', code }))
  return { accessToken: memberOf(answer, 'access_token'), refreshToken: memberOf(answer, 'refresh_token') }
}

function memberOf(answer: string, name: string): string {
  const value: unknown = JSON.parse(bodyOf(answer))[name]
  if (typeof value === 'string') return value
  throw new Error(`no ${name} in: ${answer}`)
}
