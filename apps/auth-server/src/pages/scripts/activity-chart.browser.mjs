// @ts-check
// Draws what an app did as a chart, into the frame that the page keeps for it. The same numbers stand in the table below,
// which is closed once the chart is there.

/** @typedef {{ from: number, step: number, requests: number[], errors: number[] }} Activity */

/** Nothing happens two and a half times. */
const wholeSteps = [1, 2, 5]
  .flatMap((n) => [n, n * 10, n * 100, n * 1e3, n * 1e4, n * 1e5, n * 1e6])
  .sort((a, b) => a - b)

/** The library's own script has defined it. */
const { uPlot } = /** @type {{ uPlot?: typeof import('uplot') }} */ (/** @type {unknown} */ (globalThis))

const holder = /** @type {HTMLElement | null} */ (document.querySelector('[data-activity]'))
const place = /** @type {HTMLElement | null} */ (holder?.querySelector('[data-chart]') ?? null)
if (uPlot !== undefined && holder !== null && place !== null) draw(uPlot, holder, place)

/**
 * @param {typeof import('uplot')} Chart
 * @param {HTMLElement} holder
 * @param {HTMLElement} place
 */
function draw(Chart, holder, place) {
  const { from, step, requests, errors } = /** @type {Activity} */ (JSON.parse(holder.dataset.activity ?? ''))
  const times = requests.map((_, at) => (from + at * step) / 1000)
  const key = document.createElement('p')
  key.className = 'small soft'
  const say = (/** @type {import('uplot')} */ { cursor }) =>
    sayKey(key, times, requests, errors, cursor.idx ?? -1)
  const chart = new Chart(
    { ...options(Chart, step), hooks: { setCursor: [say] } },
    [times, requests, errors],
    place,
  )
  place.append(key)
  say(chart)
  const fit = () => chart.setSize(sizeOf(place))
  fit()
  new ResizeObserver(fit).observe(place)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw())
  holder.querySelector('details')?.removeAttribute('open')
}

/**
 * What the colours mean and, where the pointer is, the numbers.
 * @param {HTMLElement} key
 * @param {number[]} times
 * @param {number[]} requests
 * @param {number[]} errors
 * @param {number} at
 */
function sayKey(key, times, requests, errors, at) {
  const number = (/** @type {number[]} */ of) => (of[at] === undefined ? '' : ` ${of[at]}`)
  key.replaceChildren(
    sign('--accent'),
    ` Requests${number(requests)}   `,
    sign('--bad'),
    ` Refused${number(errors)}`,
    times[at] === undefined ? '' : ` · from ${momentText(times[at])} UTC`,
  )
}

/** @param {string} colour */
function sign(colour) {
  const square = document.createElement('span')
  square.textContent = '■'
  square.style.color = `var(${colour})`
  return square
}

/** @param {HTMLElement} place */
function sizeOf(place) {
  return { width: place.clientWidth, height: 220 }
}

/**
 * @param {typeof import('uplot')} Chart
 * @param {number} step
 * @returns {import('uplot').Options}
 */
function options(Chart, step) {
  const bars = Chart.paths.bars?.({ size: [0.8, 40], radius: 0.15 })
  const series = (/** @type {string} */ name) => ({
    ...(bars && { paths: bars }),
    fill: () => colour(name),
    stroke: () => colour(name),
    width: 0,
    points: { show: false },
  })
  const axis = { stroke: () => colour('--soft'), font: '13px system-ui, sans-serif' }
  const lines = { stroke: () => colour('--line'), width: 1 }
  return {
    width: 300,
    height: 220,
    // As the table says them: of UTC, day before month.
    tzDate: (seconds) => Chart.tzDate(new Date(seconds * 1000), 'UTC'),
    cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
    scales: {
      x: { range: (_, least, most) => [least - step / 2000, most + step / 2000] },
      y: { range: fromZero },
    },
    axes: [
      { ...axis, grid: { show: false }, ticks: lines, values: timeLabels },
      { ...axis, grid: lines, ticks: { show: false }, incrs: wholeSteps, size: 56 },
    ],
    legend: { show: false },
    series: [{}, series('--accent'), series('--bad')],
  }
}

/** @type {(chart: import('uplot'), least: number | null, most: number | null) => [number, number]} */
function fromZero(_, __, most) {
  return [0, Math.max(4, (most ?? 0) * 1.05)]
}

/**
 * The hour and, where a day begins, the day.
 * @param {import('uplot')} _
 * @param {number[]} splits
 */
function timeLabels(_, splits) {
  return splits.map((seconds) => {
    const text = new Date(seconds * 1000).toISOString()
    return text.slice(11, 16) === '00:00' ? text.slice(5, 10) : text.slice(11, 16)
  })
}

/** @param {number} seconds */
function momentText(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')
}

/** @param {string} name */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
