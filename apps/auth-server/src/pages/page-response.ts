import type { Html } from './html.ts'

/**
 * A page as an HTTP answer; `headers` are those of `pageHeaders` and whatever the endpoint adds. Its language is read from
 * the page itself, so that the two cannot differ (RFC 9110 §8.5), and may have been the browser's choice (§12.5.5).
 */
export async function pageResponse(
  page: Html,
  { status = 200, headers }: { readonly status?: number; readonly headers: Readonly<Record<string, string>> },
): Promise<Response> {
  const body = String(await page)
  const language = /<html lang="([a-z]+)">/.exec(body.slice(0, 100))?.[1] ?? 'en'
  return new Response(body, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      vary: 'Accept-Language',
      ...headers,
    },
  })
}
