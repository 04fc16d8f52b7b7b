import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import { dayText } from '../pages/time-text.ts'
import { type ActivitySummary, isByDay } from './activity-summary.ts'
import { numberText } from './number-text.ts'

/** One step of the chart. */
interface Step {
  readonly time: number
  readonly requests: number
  readonly errors: number
}

/** The chart's numbers, the newest first, in as few bytes as it takes: a week has 168 hours. */
export function numbersTable({ range, times, requests, errors }: ActivitySummary): Html {
  const steps = times.map((time, at) => ({ time, requests: requests[at] ?? 0, errors: errors[at] ?? 0 }))
  const shown = steps.filter((step) => step.requests > 0).toReversed()
  if (shown.length === 0) return html`<p class="soft">No requests in this time.</p>`
  const word = isByDay(range) ? 'day' : 'hour'
  return html`<div class="table bare scroll" role="region" aria-label="Requests and refusals by ${word}" tabindex="0"><table class="numbers">
<caption class="unseen">By ${word} of UTC, the newest first; without requests, a ${word} is left out</caption>
<thead><tr><th scope="col">Time</th><th scope="col" class="number">Requests</th><th scope="col" class="number">Refused</th></tr></thead>
${isByDay(range) ? html`<tbody>${shown.map((step) => row(dayText(step.time), step))}</tbody>` : days(shown)}</table></div>`
}

/** The hours of each day under its name. */
function days(shown: readonly Step[]): Html {
  const byDay = Map.groupBy(shown, ({ time }) => dayText(time))
  return html`${[...byDay].map(
    ([day, hours]) => html`<tbody><tr><th colspan="3" scope="rowgroup">${day} UTC</th></tr>
${hours.map((step) => row(new Date(step.time).toISOString().slice(11, 16), step))}</tbody>
`,
  )}`
}

function row(name: string, { requests, errors }: Step): Html {
  return html`<tr><th scope="row">${name}</th><td>${numberText(requests)}</td><td>${numberText(errors)}</td></tr>
`
}
