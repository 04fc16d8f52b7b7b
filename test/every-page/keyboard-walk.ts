import type { Page } from 'playwright-core'

/** What the walk saw at one stop. */
interface Stop {
  /** Place in the list of everything that can be reached, in the order of the document; -1 is the page itself. */
  readonly at: number
  readonly name: string
  readonly isSeen: boolean
}

// Runs in the page: everything that can be reached, in the order of the document. Of a group of radio buttons only one is.
const prepare = `(() => {
  const name = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + ' ' + (e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 40)
  const isSeen = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
  const isOfGroup = (e) => {
    const group = [...document.getElementsByName(e.name)].filter((one) => one.form === e.form)
    return (group.find((one) => one.checked) ?? group[0]) === e
  }
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter((e) => !e.disabled && isSeen(e) && (e.type !== 'radio' || isOfGroup(e)))
  // A ring around the thing itself, around the card of a choice, or around the row of a list.
  const hasRing = (e) => [getComputedStyle(e), getComputedStyle(e, '::before'), getComputedStyle(e.closest('label') ?? e)]
    .some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)
  const isInView = (e) => {
    const { top, bottom, left, right } = e.getBoundingClientRect()
    return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  }
  window.keyboardWalk = {
    names: all.map(name),
    stop: () => {
      const e = document.activeElement
      return { at: all.indexOf(e), name: e === null || e === document.body ? '' : name(e), isSeen: e !== null && hasRing(e) && isInView(e) }
    },
  }
  document.body.tabIndex = -1
  document.body.focus()
  scrollTo(0, 0)
  return window.keyboardWalk.names
})()`

/**
 * Presses Tab from the top of the page to its end. Answers what could not be reached, what came out of order, and where
 * the focus was not to be seen.
 */
export async function keyboardFindings(page: Page): Promise<readonly string[]> {
  const names = await page.evaluate<readonly string[]>(prepare)
  const stops = await walk(page, names.length)
  const reached = stops.map(({ at }) => at).filter((at) => at >= 0)
  return [
    ...names.filter((_, at) => !reached.includes(at)).map((name) => `${name} is not reached`),
    ...stops
      .filter(
        ({ at }, index) => at >= 0 && at < Math.max(-1, ...stops.slice(0, index).map((stop) => stop.at)),
      )
      .map(({ name }) => `${name} comes out of order`),
    ...stops
      .filter(({ at, isSeen }) => at >= 0 && !isSeen)
      .map(({ name }) => `the focus on ${name} is not seen`),
  ]
}

/** A field may have several stops of its own, such as a date; they count once. */
async function walk(page: Page, count: number): Promise<readonly Stop[]> {
  const stops: Stop[] = []
  const most = count * 3 + 12
  for (let press = 0; press < most; press++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<Stop>('window.keyboardWalk.stop()')
    const isOver = stops.length > 0 && (stop.name === '' || stop.at === stops[0]?.at)
    if (isOver && stop.at !== stops.at(-1)?.at) break
    if (stop.at !== stops.at(-1)?.at || stops.length === 0) stops.push(stop)
  }
  return stops
}
