import { html } from 'hono/html'
import { badge } from '../pages/badge.ts'
import { facts } from '../pages/facts.ts'
import { foreignText, tamed } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { pager } from '../pages/pager.ts'
import { searchForm } from '../pages/search-form.ts'
import { secondText } from '../pages/time-text.ts'
import type { Failure } from '../store/activity-store.ts'
import type { ActivityRange } from './activity-summary.ts'
import type { Explanation } from './explanation.ts'

export interface ExplainedFailure extends Explanation {
  readonly failure: Failure
}

/** The error id that was looked for, and what was found. */
export interface SoughtFailure {
  readonly id: string
  readonly found: ExplainedFailure | undefined
}

export interface FailuresView {
  readonly range: ActivityRange
  /** One page of them, the newest first. */
  readonly failures: readonly ExplainedFailure[]
  readonly pages: { readonly current: number; readonly last: number }
  readonly sought?: SoughtFailure | undefined
}

/** The last failures in words, and the way to one of which an error page showed the id. */
export function lastFailures({ failures, pages, range, sought }: FailuresView): Html {
  const heading = sectionHeading({
    title: 'Last failures',
    lead: 'What was refused and what to change. An error page shows its id, and an answer has it as X-Error-Id.',
  })
  const page = (to: number) => `?range=${range}&page=${to}`
  return html`<section class="card">${heading}
${searchForm({ action: 'activity', name: 'error', label: 'Find an error id', value: sought?.id ?? '' })}
${failureList(failures)}
${pager({
  previousHref: pages.current > 1 ? page(pages.current - 1) : undefined,
  nextHref: pages.current < pages.last ? page(pages.current + 1) : undefined,
  text: `Page ${pages.current} of ${pages.last}`,
})}</section>`
}

function failureList(failures: readonly ExplainedFailure[]): Html {
  if (failures.length === 0) return html`<p class="soft">Nothing was refused.</p>`
  return html`<ul class="items" role="list">${failures.map(failureItem)}</ul>`
}

function failureItem({ failure, what, cure }: ExplainedFailure): Html {
  const { id, at, endpoint, code } = failure
  return html`<li><div class="what"><span class="detail">${badge('bad', code)} <time datetime="${new Date(at).toISOString()}">${secondText(at)}</time> · ${endpoint} · <a href="?error=${id}">Error ${id}</a></span>
<span>${what}</span><span class="detail">${cure} ${chapterOn(code)}</span></div></li>`
}

function chapterOn(code: Failure['code']): Html {
  return html`<a href="/docs/errors#${code}">About ${code}</a>`
}

/** Everything about one failure; another app's is not found. */
export function soughtFailure({ id, found }: SoughtFailure): Html {
  if (found === undefined)
    return notice({
      kind: 'warn',
      id: 'failure',
      title: 'No such failure of this app',
      text: html`Nothing is known here of the error id ${foreignText(id, 40)}. Details are kept for 14 days, the last 500 of an app, and of a flood only some.`,
    })
  const { failure, what, cure } = found
  return html`<section class="card" id="failure">${sectionHeading({ title: `Error ${failure.id}`, badges: badge('bad', failure.code) })}
<p>${what}</p>
<p><strong>What to do:</strong> ${cure} ${chapterOn(failure.code)}</p>
${facts([
  { term: 'When', value: secondText(failure.at) },
  { term: 'Endpoint', value: html`<code>${failure.endpoint}</code>` },
  { term: 'The answer said', value: html`<bdi>${tamed(failure.message, 500)}</bdi>` },
])}</section>`
}
