import type { DeviceApiContext, TokenContext } from '../device-api-context.ts'
import { findCoveredDevice } from '../devices/device-routes.ts'
import { Problem } from '../problem.ts'
import { openEventStream } from '../streams/event-stream.ts'
import { findShownStructure } from '../structures/structure-routes.ts'
import { HomeEventStream, type StreamScope } from './home-event-stream.ts'

const badId = () => new Problem(400, 'last_event_id must be the id of an event, as it was sent.')

/**
 * What the reader has read last, by `Last-Event-ID` (WHATWG HTML §9.2.3) or `?last_event_id=`. An id that is none of ours counts
 * as one that was forgotten.
 */
function lastReadOf(c: TokenContext): number | undefined {
  const [queried, ...others] = c.req.queries('last_event_id') ?? []
  if (others.length > 0) throw badId()
  const text = c.req.header('Last-Event-ID') ?? queried
  if (text === undefined || text === '') return undefined
  return /^\d{1,15}$/.test(text) ? Number(text) : -1
}

function streamOf(c: TokenContext, context: DeviceApiContext, of: StreamScope): Response {
  const lastRead = lastReadOf(c)
  const opened: HomeEventStream[] = []
  return openEventStream(c, context, {
    keepAlive: ': keep-alive\n\n',
    begin: (stream) => {
      const told = new HomeEventStream({ context, stream, of, lastRead })
      opened.push(told)
      return () => told.end()
    },
    onAccess: () => opened[0]?.startOver(),
  })
}

/** `GET /v1/events`: of every home that the token covers. */
export async function streamEvents(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  return streamOf(c, context, {})
}

/** `GET /v1/structures/{id}/events` */
export async function streamStructure(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { id } = await findShownStructure(c, context)
  return streamOf(c, context, { structureId: id })
}

/** `GET /v1/devices/{id}/events` */
export async function streamDevice(c: TokenContext, context: DeviceApiContext): Promise<Response> {
  const { id, structureId } = await findCoveredDevice(c, context)
  return streamOf(c, context, { structureId, deviceId: id })
}
