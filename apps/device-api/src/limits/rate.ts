import type { ViewName } from '../view.ts'

/** So many requests of one connection at once; a bucket that is empty is full again after so many seconds. */
export interface Rate {
  readonly requests: number
  readonly seconds: number
}

/** `undefined`: as many as come. */
export type Rates = Readonly<Record<ViewName, Rate | undefined>>

/** What a program that behaves never meets. NIBE's allow one request per 4 s, and bursts, which its programs send. */
export const usualRates: Rates = {
  v1: { requests: 1200, seconds: 60 },
  nest: { requests: 600, seconds: 60 },
  honeywell: { requests: 600, seconds: 60 },
  nibe: { requests: 60, seconds: 240 },
  gogox: { requests: 600, seconds: 60 },
  mcp: { requests: 600, seconds: 60 },
}
