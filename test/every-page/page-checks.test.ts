// What judges every page is judged itself: each fault that it is there for is put before it once.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { chromiumPath, openChromium, withChromium } from '../chromium.ts'
import { keyboardFindings } from './keyboard-walk.ts'
import { axeFindings, layoutFindings, markupFindings } from './page-checks.ts'

let browser: Promise<Browser> | undefined
after(async () => (await browser)?.close())

const good = `<h1>Page</h1><p>Text with a <a href="/a">link</a>.</p><input id="text" aria-label="Text"><button>Save</button>`
const base =
  'body { margin: 0 } button, input { min-height: 44px } :focus-visible { outline: 3px solid #06c }'

type Findings = (page: Page) => Promise<readonly string[]>

/** A page with this body at 360 px; its rules come from outside the document, as on pages of ours. */
async function judge(body: string, findings: Findings, rules = ''): Promise<readonly string[]> {
  browser ??= openChromium()
  const page = await (await browser).newPage({ viewport: { width: 360, height: 740 } })
  try {
    await page.route('http://page.test/**', (route) =>
      route.request().url().endsWith('.css')
        ? route.fulfill({ contentType: 'text/css', body: base + rules })
        : route.fulfill({
            contentType: 'text/html',
            body: `<!doctype html><html lang="en"><title>Page</title><link rel="stylesheet" href="/x.css"><body><main>${body}</main>`,
          }),
    )
    await page.goto('http://page.test/')
    return await findings(page)
  } finally {
    await page.close()
  }
}

const faults: readonly (readonly [what: string, Findings, body: string, finding: RegExp, rules?: string])[] =
  [
    ['a picture without words', axeFindings, '<img src="data:,">', /image-alt/],
    ['pale text', axeFindings, '<p class="pale">Text</p>', /color-contrast/, '.pale { color: #aaa }'],
    ['a wide box', layoutFindings, '<div class="wide">x</div>', /sticks out/, '.wide { width: 400px }'],
    [
      'a small button',
      layoutFindings,
      '<button class="low">x</button>',
      /small target/,
      '.low { min-height: 30px }',
    ],
    ['a page without stylesheet', layoutFindings, '', /stylesheet/, 'body { margin: 8px }'],
    ['a script in the page', markupFindings, '<script>var x</script>', /a script in the page/],
    ['a script that holds up the page', markupFindings, '<script src="/x.css"></script>', /first paint/],
    ['a style in the page', markupFindings, '<style>p { color: red }</style>', /a style in the page/],
    ['a style of an element', markupFindings, '<p style="color: red">x</p>', /P has style/],
    ['an event handler', markupFindings, '<p onclick="x()">x</p>', /P has onclick/],
    ['a link that is code', markupFindings, '<a href=" javascript:x()">x</a>', /A has href/],
    ['an id twice', markupFindings, '<p id="text">x</p>', /text is there twice/],
    ['two first headings', markupFindings, '<h1>x</h1>', /2 h1/],
    [
      'a focus without ring',
      keyboardFindings,
      '<button class="bare">x</button>',
      /focus on button x is not seen/,
      '.bare:focus-visible { outline: 0 }',
    ],
    [
      'a focus out of sight',
      keyboardFindings,
      '<button class="away">x</button>',
      /focus on button x is not seen/,
      '.away { position: fixed; left: -999px }',
    ],
    [
      'a stop before all others',
      keyboardFindings,
      '<button tabindex="1">x</button>',
      /button x is not reached/,
    ],
    [
      'an order of its own',
      keyboardFindings,
      '<div class="turned"><button>x</button><button>y</button></div>',
      /button x comes out of order/,
      '.turned { display: flex; flex-direction: row-reverse; reading-flow: flex-visual }',
    ],
    [
      'a button without stop',
      keyboardFindings,
      '<button tabindex="-1">x</button>',
      /button x is not reached/,
    ],
  ]

test('a good page has no faults', async (t) => {
  if (chromiumPath() === undefined) return withChromium(t, async () => {})
  for (const findings of [axeFindings, layoutFindings, markupFindings, keyboardFindings])
    assert.deepEqual(await judge(good, findings), [])
})

for (const [what, findings, body, finding, rules] of faults) {
  test(`found: ${what}`, async (t) => {
    if (chromiumPath() === undefined) return withChromium(t, async () => {})
    assert.match((await judge(good + body, findings, rules)).join('\n'), finding)
  })
}

test('of a group of choices one is a stop, and what is folded away is none', async (t) => {
  if (chromiumPath() === undefined) return withChromium(t, async () => {})
  const body = `${good}<label><input type="radio" name="r">a</label><label><input type="radio" name="r">b</label>
<details><summary>More</summary><button>Hidden</button></details><input type="date" aria-label="Day"><button>Last</button>`
  assert.deepEqual(await judge(body, keyboardFindings), [])
})
