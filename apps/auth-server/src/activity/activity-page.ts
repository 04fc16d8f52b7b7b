import { html } from 'hono/html'
import { chartFrame } from '../pages/chart-frame.ts'
import { emptyState } from '../pages/empty-state.ts'
import { facts, figures } from '../pages/facts.ts'
import type { Html } from '../pages/html.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { tabList } from '../pages/site-frame.ts'
import {
  type ActivityRange,
  type ActivitySummary,
  activityRanges,
  isByDay,
  type NamedCount,
} from './activity-summary.ts'
import { type FailuresView, lastFailures, soughtFailure } from './failures-view.ts'
import { numberText } from './number-text.ts'
import { numbersTable } from './numbers-table.ts'

export interface ActivityView extends Omit<FailuresView, 'range'> {
  readonly summary: ActivitySummary
  /** Accounts that have a living connection, and living connections. */
  readonly connections: { readonly accounts: number; readonly families: number }
}

/** The Activity tab of an app. Its links are relative to the app's pages. */
export function activityView(view: ActivityView): Html {
  const { summary, connections, sought } = view
  const isEmpty = summary.totals.requests === 0 && connections.families === 0 && view.pages.last === 0
  return html`${sought === undefined ? '' : soughtFailure(sought)}
${rangeTabs(summary.range)}
${isEmpty ? nothingYet() : html`${overview(view)}${chart(summary)}`}
${isEmpty ? '' : lastFailures({ ...view, range: summary.range })}
${isEmpty ? '' : breakdown(summary)}
<p class="small soft">All times are UTC. Counts are kept for 92 days, failures for 14. What another process of this server saw may be 15 seconds late.</p>`
}

function rangeTabs(current: ActivityRange): Html {
  const ranges = Object.entries(activityRanges)
  return tabList(
    'Range',
    ranges.map(([range, { title }]) => ({ title, href: `?range=${range}`, current: range === current })),
  )
}

function nothingYet(): Html {
  return emptyState({
    title: 'No requests in this time',
    text: html`Take a program from <a href="samples">Samples</a> and run it, or walk through a flow under <a href="try">Try it</a>. The first request is here a moment later, and when it fails, in words what was wrong with it.`,
    action: html`<a class="button main" href="samples">Show me a program</a>`,
  })
}

function overview({ summary, connections }: ActivityView): Html {
  const issued = summary.byKind.token.reduce((sum, { count }) => sum + count, 0)
  return figures([
    { term: 'Requests', value: numberText(summary.totals.requests) },
    { term: 'Refused', value: numberText(summary.totals.errors) },
    { term: 'Tokens issued', value: numberText(issued) },
    { term: 'People connected', value: numberText(connections.accounts) },
  ])
}

/** The script draws from `data-activity`; the table has the same numbers, and is open until the chart is there. */
function chart(summary: ActivitySummary): Html {
  const { step } = activityRanges[summary.range]
  const { times, requests, errors } = summary
  const data = JSON.stringify({ from: times[0], step, requests, errors })
  const title = `Requests and refusals per ${isByDay(summary.range) ? 'day' : 'hour'}`
  return html`<div data-activity="${data}">${chartFrame({ id: 'activity-chart', title, table: numbersTable(summary) })}</div>`
}

/** Everything by its name, as the table in the store has it. */
function breakdown({ byKind }: ActivitySummary): Html {
  const { token, error, authorization, call } = byKind
  const answered = [
    ...token.map(({ name, count }) => ({ term: `Tokens for ${name}`, count })),
    { term: 'People who allowed', count: countOf(authorization, 'allowed') },
    { term: 'API calls with a good token', count: countOf(call, 'ok') },
  ]
  const refused = [
    ...error.map(({ name, count }) => ({ term: name, count })),
    { term: 'People who said no', count: countOf(authorization, 'denied') },
    { term: 'API calls with a token that is no longer good', count: countOf(call, 'refused') },
  ]
  return html`<div class="columns">${card('Answered', answered)}${card('Refused', refused)}</div>`
}

function card(title: string, lines: readonly { readonly term: string; readonly count: number }[]): Html {
  const shown = lines.filter(({ count }) => count > 0)
  const list = facts(shown.map(({ term, count }) => ({ term, value: numberText(count) })))
  const body = shown.length === 0 ? html`<p class="soft">Nothing in this time.</p>` : list
  return html`<section class="card">${sectionHeading({ title })}${body}</section>`
}

function countOf(counts: readonly NamedCount[], name: string): number {
  return counts.find((one) => one.name === name)?.count ?? 0
}
