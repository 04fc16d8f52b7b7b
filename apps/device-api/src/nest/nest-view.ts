import type { TokenEnv } from '@latchkey/resource-kit'
import { Hono, type MiddlewareHandler } from 'hono'
import { except } from 'hono/combine'
import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { limitRate } from '../limits/limit-rate.ts'
import { methodNotAllowed } from '../method-not-allowed.ts'
import { openToBrowsers, preflight } from '../open-to-browsers.ts'
import type { DeviceScope } from '../scopes.ts'
import type { View } from '../view.ts'
import { encodeNestProblem } from './encode-nest-error.ts'
import { nestToken } from './nest-token.ts'
import { readNode } from './read-node.ts'
import { asksForStream, streamNode } from './stream-node.ts'
import { writeNode } from './write-node.ts'

interface BranchRules {
  readonly name: string
  readonly reads: readonly DeviceScope[]
  readonly writes: readonly DeviceScope[]
}

/** Below the root, with what a token needs for each. */
const branches: readonly BranchRules[] = [
  { name: 'devices', reads: ['devices:read'], writes: ['devices:write'] },
  { name: 'structures', reads: ['structures:read'], writes: ['structures:write'] },
  { name: 'metadata', reads: [], writes: [] },
]

/** The root belongs to the tree on Nest's hosts only: elsewhere the console is there. */
const rootPaths = ['/', '/.json']

const pathsOf = ({ name }: BranchRules) => [`/${name}`, `/${name}.json`, `/${name}/*`]

/**
 * The homes in the shape of Works with Nest: one tree of JSON in which every node has an address, down to a single field.
 * `/devices`, `/structures` and `/metadata` answer on every host; `/` where `context.isNestHost` says so.
 */
export const nestView: View = {
  name: 'nest',
  paths: branches.flatMap(pathsOf),
  encodeProblem: encodeNestProblem,
  routes: (context) => {
    const app = new Hono<TokenEnv>()
    const limit = limitRate(context, 'nest')
    for (const branch of branches)
      for (const path of pathsOf(branch))
        app
          .get(path, nestToken(context, ...branch.reads), limit, (c) => answerRead(c, context))
          .on(['PUT', 'PATCH'], path, nestToken(context, ...branch.writes), limit, (c) =>
            writeNode(c, context),
          )
          .all(path, notKnown)
    for (const path of rootPaths) mountRoot(app, path, context, limit)
    return app
  },
}

const notKnown = methodNotAllowed('GET', 'PUT', 'PATCH')

function answerRead(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  return asksForStream(c) ? streamNode(c, context) : readNode(c, context)
}

/** A request that came to another host is left to whoever answers there. */
function mountRoot(
  app: Hono<TokenEnv>,
  path: string,
  context: DeviceApiContext,
  limit: MiddlewareHandler<TokenEnv>,
): void {
  const here = (...handlers: readonly MiddlewareHandler[]) =>
    except((c) => !context.isNestHost(c), ...handlers)
  const token = nestToken(context)
  const answer =
    (handle: typeof writeNode): MiddlewareHandler<TokenEnv> =>
    (c) =>
      handle(c, context)
  app
    .on('OPTIONS', path, here(preflight))
    .use(path, here(openToBrowsers))
    .get(path, here(token, limit, answer(answerRead)))
    .on(['PUT', 'PATCH'], path, here(token, limit, answer(writeNode)))
    .all(path, here(notKnown as MiddlewareHandler))
}
