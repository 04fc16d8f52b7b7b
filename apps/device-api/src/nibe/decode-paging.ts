import { NibeProblem } from './nibe-problem.ts'

export interface Paging {
  /** The first page is 1. */
  readonly page: number
  readonly itemsPerPage: number
}

const ranges = {
  page: { absent: 1, most: 1_000_000 },
  itemsPerPage: { absent: 10, most: 100 },
} as const

function decodeNumber(query: URLSearchParams, name: keyof typeof ranges): number {
  const { absent, most } = ranges[name]
  const [text, ...repeated] = query.getAll(name)
  if (text === undefined) return absent
  if (repeated.length > 0) throw new NibeProblem(400, 'format', `${name} is given more than once.`)
  if (!/^-?\d{1,100}$/.test(text))
    throw new NibeProblem(400, 'format', `${name} must be a whole number from 1 to ${most}.`)
  const value = Number(text)
  if (value < 1 || value > most)
    throw new NibeProblem(400, 'outOfRange', `${name} must be from 1 to ${most}.`)
  return value
}

/** `page` and `itemsPerPage`; other parameters are not read. */
export function decodePaging(query: URLSearchParams): Paging {
  return { page: decodeNumber(query, 'page'), itemsPerPage: decodeNumber(query, 'itemsPerPage') }
}

/** One page of NIBE's paged answers. A page after the last one is empty. */
export function pageOf<Item>(items: readonly Item[], { page, itemsPerPage }: Paging) {
  const first = (page - 1) * itemsPerPage
  return {
    page,
    itemsPerPage,
    numItems: items.length,
    objects: items.slice(first, first + itemsPerPage),
  }
}
