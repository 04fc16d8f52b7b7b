/** Where a list goes on: the time and the id of the last row of the page before. */
export interface Cursor {
  readonly at: number
  readonly id: string
}

/** `1800000000000.the-id` in an address; anything else is the first page. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  const [, at, id] = /^(\d{1,15})\.([\x21-\x7e]{1,255})$/.exec(text ?? '') ?? []
  return at === undefined || id === undefined ? undefined : { at: Number(at), id }
}

export function cursorText({ at, id }: Cursor): string {
  return `${at}.${id}`
}
