// What reaches an app of the documentation otherwise than by a redirect: posted by a browser, loaded in a frame, or sent by the
// server itself. Each is written down as a page shows it.

import assert from 'node:assert/strict'
import type { AppHost } from './oidc/logout-world.ts'
import { postedFields } from './oidc/posted-fields.ts'

/** The form that a page makes the browser post. */
export function postedBy(page: string): string {
  const { action, fields } = postedFields(page)
  assert.notEqual(action, '', 'the page posts nothing')
  return written('POST', action, new URLSearchParams(fields))
}

/** What a page loads in a frame. */
export function framedBy(page: string): string {
  const [, address = ''] = /<iframe src="([^"]*)"/.exec(page) ?? assert.fail(`nothing is framed in ${page}`)
  return written('GET', address.replaceAll('&amp;', '&'))
}

/** What the server sent to the app at this host; the page shows the address that a real app would have. */
export async function heardBy(host: AppHost, path: string, shownOrigin: string): Promise<string> {
  const heard = (await host.heardAt(path)).at(-1) ?? assert.fail(`nothing came to ${path}`)
  return written(heard.method, shownOrigin + heard.path, heard.form)
}

function written(method: string, address: string, form?: URLSearchParams): string {
  const { pathname, search, host } = new URL(address)
  const head = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`]
  const type = 'Content-Type: application/x-www-form-urlencoded'
  return form === undefined ? head.join('\n') : [...head, type, '', form].join('\n')
}
