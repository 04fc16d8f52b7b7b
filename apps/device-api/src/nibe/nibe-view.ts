import type { TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import { methodNotAllowed } from '../method-not-allowed.ts'
import { unknownAddress } from '../unknown-address.ts'
import type { View } from '../view.ts'
import { BadParameter } from './decode-paging.ts'
import { encodeNibeProblem } from './encode-nibe-error.ts'
import { listSystems, readSystemToken } from './system-routes.ts'

/** The homes in the shape of NIBE Uplink. */
export const nibeView: View = {
  name: 'nibe',
  paths: ['/api/v1/*'],
  encodeProblem: (problem, now) =>
    encodeNibeProblem(problem, now, problem instanceof BadParameter ? problem.code : undefined),
  routes: (context) =>
    new Hono<TokenEnv>()
      .get('/api/v1/systems', readSystemToken(context), (c) => listSystems(c, context))
      .all('/api/v1/systems', methodNotAllowed('GET'))
      .all('/api/v1/*', unknownAddress),
}
