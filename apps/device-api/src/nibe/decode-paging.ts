import { Problem } from '../problem.ts'
import { nibeErrorCodes } from './encode-nibe-error.ts'

export interface Paging {
  /** The first page is 1. */
  readonly page: number
  readonly itemsPerPage: number
}

/** A parameter that NIBE answers with a number of its own. */
export class BadParameter extends Problem {
  readonly code: number

  constructor(code: number, message: string) {
    super(400, message)
    this.code = code
  }
}

const ranges = {
  page: { absent: 1, most: 1_000_000 },
  itemsPerPage: { absent: 10, most: 100 },
} as const

function decodeNumber(query: URLSearchParams, name: keyof typeof ranges): number {
  const { absent, most } = ranges[name]
  const [text, ...repeated] = query.getAll(name)
  if (text === undefined) return absent
  if (repeated.length > 0) throw new BadParameter(nibeErrorCodes.format, `${name} is given more than once.`)
  if (!/^-?\d{1,100}$/.test(text))
    throw new BadParameter(nibeErrorCodes.format, `${name} must be a whole number from 1 to ${most}.`)
  const value = Number(text)
  if (value < 1 || value > most)
    throw new BadParameter(nibeErrorCodes.outOfRange, `${name} must be from 1 to ${most}.`)
  return value
}

/** `page` and `itemsPerPage`; other parameters are not read. */
export function decodePaging(query: URLSearchParams): Paging {
  return { page: decodeNumber(query, 'page'), itemsPerPage: decodeNumber(query, 'itemsPerPage') }
}
