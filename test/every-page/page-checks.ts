import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

export const colorSchemes = ['light', 'dark'] as const
export const widths = [360, 1280] as const
/** How every page is looked at. */
export const looks = colorSchemes.flatMap((colorScheme) => widths.map((width) => ({ width, colorScheme })))
export type Look = (typeof looks)[number]

export async function setLook(page: Page, { width, colorScheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 740 })
  await page.emulateMedia({ colorScheme })
}

const axeSource = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')
// Runs in the page: what axe finds, as lines to read.
const askAxe = `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary.replace(/\\s+/g, ' '))))`

/** What axe finds. The page's policy must be bypassed, it would refuse axe's own script. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axeSource)
  return page.evaluate<string[]>(askAxe)
}

// Runs in the page. A link in a sentence may be as high as its line (WCAG 2.5.8); everything else is for a finger.
const askLayout = `(() => {
  const inScroller = (e) => e.parentElement?.closest('pre, .scroll') != null
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !e.closest('.unseen')
  const name = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className ? '.' + e.className : '')
  const isSmall = (e) => {
    const target = e.closest('label') ?? e
    return target.getBoundingClientRect().height < 43.9
  }
  const targets = 'button, .button, select, textarea, input:not([type=hidden]), summary, nav:not(.trail) a, .items a'
  return [
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : []),
    ...[...document.querySelectorAll('body *')].filter((e) => seen(e) && !inScroller(e) && e.getBoundingClientRect().right > innerWidth + 1)
      .map((e) => name(e) + ' sticks out'),
    ...(innerWidth > 800 ? [] : [...document.querySelectorAll(targets)].filter((e) => seen(e) && !e.matches('.items a') && isSmall(e))
      .map((e) => name(e) + ' is a small target')),
    ...(getComputedStyle(document.body).margin === '0px' ? [] : ['the stylesheet did not come']),
  ]
})()`

/** Nothing sticks out of the window to the side, and a finger hits every target. */
export async function layoutFindings(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(askLayout)
}

// Runs in the page. What draws a chart places its parts by properties, which show as attributes of a place that came empty.
const askMarkup = `[
  ...[...document.querySelectorAll('script:not([src])')].map(() => 'a script in the page'),
  ...[...document.querySelectorAll('script[src]:not([type=module]):not([defer]):not([async])')]
    .map((e) => e.src + ' holds up the first paint'),
  ...[...document.querySelectorAll('style')].map(() => 'a style in the page'),
  ...[...document.querySelectorAll(':not([data-chart] *)')].flatMap((e) => [...e.attributes].filter(({ name, value }) =>
    /^on/.test(name) || (name === 'style' && e.closest('[data-chart]') === null) || /^\\s*javascript:/i.test(value)).map(({ name }) => e.tagName + ' has ' + name)),
  ...[...document.querySelectorAll('[id]')].filter((e, at, all) => all.findIndex((one) => one.id === e.id) !== at)
    .map((e) => 'the id ' + e.id + ' is there twice'),
  ...(document.querySelectorAll('h1').length === 1 ? [] : ['there are ' + document.querySelectorAll('h1').length + ' h1']),
  ...(document.documentElement.lang ? [] : ['the page has no language']),
]`

/** No code in the page itself, nothing that holds up its first paint, one heading of the first rank, no id twice. */
export async function markupFindings(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(askMarkup)
}

/** The headings that a reader sees, in order. */
export async function headings(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('h1, h2, h3')].map((e) => e.tagName + ' ' + e.textContent.trim())`,
  )
}

/** Counts what comes over the wire from now on, without images; headers and bodies as compressed. */
export async function weigh(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page)
  const images = new Set<string>()
  let bytes = 0
  session.on('Network.requestWillBeSent', ({ requestId, type }) => {
    if (type === 'Image') images.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!images.has(requestId)) bytes += encodedDataLength
  })
  await session.send('Network.enable')
  return () => bytes
}
