import { once } from 'node:events'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { CustomFetchOptions } from 'openid-client'

/** A program's certificate and its private key, PEM. */
export interface Identity {
  readonly cert: string
  readonly key: string
}

export type CertificateFetch = (url: string, options: CustomFetchOptions) => Promise<Response>

/**
 * What both libraries call in place of `fetch`, which cannot show a certificate. Whom this process trusts, and that it verifies, stays
 * as Node has it.
 */
export function certificateFetch({ cert, key }: Identity): CertificateFetch {
  const agent = new Agent({ keepAlive: false, cert, key })
  return async (url, { method, headers, body, signal }) => {
    const sent = request(url, { agent, method, headers, ...(signal && { signal }) })
    sent.end(textOf(body))
    const [answer] = await once(sent, 'response')
    const content = await text(answer)
    const fields = Object.entries(answer.headersDistinct as Readonly<Record<string, string[]>>)
    return new Response(content === '' ? null : content, {
      status: answer.statusCode,
      headers: fields.flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
    })
  }
}

function textOf(body: CustomFetchOptions['body']): string | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string' || body instanceof URLSearchParams) return String(body)
  throw new TypeError('a text or a form is all that these programs send')
}
