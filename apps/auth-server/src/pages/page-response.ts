import type { Html } from './html.ts'

/** A page as an HTTP answer; `headers` are those of `pageHeaders` and whatever the endpoint adds. */
export async function pageResponse(
  page: Html,
  { status = 200, headers }: { readonly status?: number; readonly headers: Readonly<Record<string, string>> },
): Promise<Response> {
  const body = String(await page)
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } })
}
