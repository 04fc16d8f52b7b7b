import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fence, plainText, table } from './markdown-text.ts'
import { readSections, renderMarkdown } from './render-markdown.ts'

async function rendered(text: string): Promise<string> {
  return String(await (await renderMarkdown(text)).body)
}

test('HTML in Markdown is text, and a link leads to no script', async () => {
  const page = await rendered('<script>alert(1)</script> [x](javascript:alert(1)) <b onclick="x">y</b>')
  assert.doesNotMatch(page, /<script|<b |href="javascript/)
})

for (const text of [
  'a*b*_c_`d`',
  '[x](y) <z> & | ~~',
  '# h',
  '1. x',
  '{{issuer}}',
  '\\',
  '![i](j) :)',
  '"quoted" -- (c) ...',
]) {
  test(`plain text stays plain: ${text}`, async () => {
    const shown = (await rendered(plainText(text))).replace(/<\/?p>|\n$/g, '')
    const seen = shown
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
    assert.equal(seen.trim(), text)
  })
}

test('headings have anchors of their words, wire names as they are', async () => {
  const { headings } = await renderMarkdown(
    '## Send the browser here\n\n### `invalid_grant`\n\n## Apps on people’s devices',
  )
  assert.deepEqual(
    headings.map(({ level, anchor }) => `${level} ${anchor}`),
    ['2 send-the-browser-here', '3 invalid_grant', '2 apps-on-people-s-devices'],
  )
})

test('two headings with one anchor, and two blocks with one label, are mistakes', async () => {
  await assert.rejects(renderMarkdown('## One\n\n## one'), /two headings have the anchor one/)
  const block = fence('json | A', '{}')
  await assert.rejects(renderMarkdown(`${block}\n\n${block}`), /two blocks of code have the label "A"/)
})

test('code is what was written, marked up, with its label and the status of an answer', async () => {
  const answer = 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{ "error": "<x>" }'
  const page = await rendered(fence('http answer | Refused', answer))
  const [, code = ''] = /<code id="code-1"[^>]*>(.*)<\/code>/s.exec(page) ?? []
  const text = code
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
  assert.equal(text, answer)
  assert.match(page, /Refused<span class="badge bad">400<\/span>/)
  assert.match(code, /<span class="hljs-attr">/)
})

test('a table has its columns named in every cell, and no style of its own', async () => {
  const page = await rendered(
    `## Rules\n\n${table(
      ['Name', 'Value'],
      [
        ['a', 'b|c'],
        ['d', '`e`'],
      ],
    )}`,
  )
  assert.match(page, /<caption class="unseen">Rules: Name<\/caption>/)
  assert.match(page, /<td role="cell" data-label="Value"><div>b\|c<\/div><\/td>/)
  assert.doesNotMatch(page, /style=/)
})

test('a search reads each section apart, its code apart from its words', async () => {
  const sections = await readSections(
    `Above.\n\n## One\n\nText with \`code\`.\n\n${fence('bash', 'curl x')}\n\n## Two`,
  )
  assert.deepEqual(
    sections.map(({ heading, text, code }) => [heading?.anchor, text, code]),
    [
      [undefined, 'Above.', ''],
      ['one', 'Text with code.', 'curl x'],
      ['two', '', ''],
    ],
  )
})
