import type { TokenEnv } from '@latchkey/resource-kit'
import type { Hono } from 'hono'
import type { DeviceApiContext } from './device-api-context.ts'
import type { Problem } from './problem.ts'

/** The views of the homes: our own, and those in the shape of older APIs. */
export const viewNames = ['v1', 'nest', 'honeywell', 'nibe', 'gogox', 'mcp'] as const
export type ViewName = (typeof viewNames)[number]

/** One way to speak of the homes over HTTP. */
export interface View {
  readonly name: ViewName
  /** Hono's patterns of everything that is this view's. */
  readonly paths: readonly string[]
  readonly routes: (context: DeviceApiContext) => Hono<TokenEnv>
  /** A refusal of the view's own, or a fault, in its words. `now` is milliseconds since 1970. */
  readonly encodeProblem: (problem: Problem, now: number) => Response
}
