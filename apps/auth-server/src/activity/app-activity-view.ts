import type { ServerContext } from '../context.ts'
import type { LibraryName, ScriptName } from '../pages/assets.ts'
import type { Html } from '../pages/html.ts'
import { type Failure, mostFailuresOfClient } from '../store/activity-store.ts'
import type { Client } from '../store/records.ts'
import { activityView } from './activity-page.ts'
import { type ActivityRange, activityRanges, beginningOf, summarizeActivity } from './activity-summary.ts'
import { explainFailure } from './explain-failure.ts'
import type { ExplainedFailure } from './failures-view.ts'

/** What the page of this view loads: `siteFrame({ scripts, libraries })`. */
export const activityScripts: readonly ScriptName[] = ['activity-chart']
export const activityLibraries: readonly LibraryName[] = ['uplot']

const failuresOfPage = 10

/**
 * What an app did and what went wrong. `query`: `range` (`24h`, `7d`, `30d`), `page` of the failures from 1, `error` the id
 * of one. What this process has in memory is written first, so that a developer sees a failure at once.
 */
export async function appActivityView(
  server: ServerContext,
  client: Client,
  query: Readonly<Record<string, string | undefined>>,
): Promise<Html> {
  await server.activity.flush()
  const now = server.now()
  const range = rangeOf(query.range)
  const { store } = server
  const [counts, failures, connections] = await Promise.all([
    store.listActivity(client.clientId, beginningOf(range, now)),
    store.listFailures(client.clientId, mostFailuresOfClient),
    store.countConnections(client.clientId, now),
  ])
  const explained = (failure: Failure): ExplainedFailure => ({
    failure,
    ...explainFailure({ failure, client, now }),
  })
  const last = Math.ceil(failures.length / failuresOfPage)
  const current = Math.min(Math.max(1, Number.parseInt(query.page ?? '', 10) || 1), Math.max(1, last))
  const shown = failures.slice((current - 1) * failuresOfPage, current * failuresOfPage)
  return activityView({
    summary: summarizeActivity(counts, range, now),
    connections,
    failures: shown.map(explained),
    pages: { current, last },
    sought: soughtOf(query.error?.trim(), failures, explained),
  })
}

function rangeOf(text: string | undefined): ActivityRange {
  return text !== undefined && Object.hasOwn(activityRanges, text) ? (text as ActivityRange) : '24h'
}

function soughtOf(
  id: string | undefined,
  failures: readonly Failure[],
  explained: (failure: Failure) => ExplainedFailure,
) {
  if (id === undefined || id === '') return undefined
  const failure = failures.find((one) => one.id === id)
  return { id, found: failure && explained(failure) }
}
