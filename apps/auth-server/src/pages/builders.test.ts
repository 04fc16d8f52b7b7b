import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw } from 'hono/html'
import { codeBlock } from './code-block.ts'
import { copyable } from './copyable.ts'
import { dataTable } from './data-table.ts'
import { errorSummary } from './error-summary.ts'
import { field } from './form.ts'
import { radioCards, textArea } from './form-choices.ts'
import { pager } from './pager.ts'

test('the element of a code block holds the code and nothing else', async () => {
  const code = '\nif (a < b && "c") {}\n'
  const plain = String(await codeBlock({ id: 'sample', label: 'Sample', code }))
  assert.equal(
    /<code id="sample"[^>]*>([\s\S]*)<\/code>/.exec(plain)?.[1],
    '\nif (a &lt; b &amp;&amp; &quot;c&quot;) {}\n',
  )
  const highlighted = raw('<span class="hljs-keyword">if</span>')
  const coloured = String(await codeBlock({ id: 'sample', label: 'Sample', code: 'if', highlighted }))
  assert.match(coloured, /<code id="sample"[^>]*><span class="hljs-keyword">if<\/span><\/code>/)
})

test('a value to copy stands alone in its element', async () => {
  assert.match(
    String(await copyable({ id: 'client-id', label: 'Client id', value: 'a<b' })),
    /<code id="client-id" translate="no">a&lt;b<\/code>/,
  )
})

test('what a text area holds keeps its first line, even an empty one', async () => {
  const text = String(await textArea({ name: 'uris', label: 'URIs', value: '\nhttps://app.example' }))
  assert.match(text, />\n\nhttps:\/\/app\.example<\/textarea>/)
})

test('a field says what is wrong with it, and whether it may stay empty', async () => {
  const wrong = String(
    await field({
      name: 'home',
      label: 'Home page',
      type: 'url',
      autocomplete: 'off',
      optional: true,
      error: 'No.',
    }),
  )
  assert.match(wrong, /aria-describedby="home-error" aria-invalid="true"/)
  assert.ok(!wrong.includes(' required'))
  assert.match(wrong, /\(optional\)/)
  const summary = String(await errorSummary([{ fieldId: 'home', text: 'No.' }]))
  assert.match(summary, /role="alert".*<a href="#home">No\.<\/a>/)
  assert.equal(String(await errorSummary([])), '')
})

test('the first of some choices can be led to by the name of the field', async () => {
  const choices = [
    { value: 'a', title: 'A' },
    { value: 'b', title: 'B' },
  ]
  const text = String(await radioCards({ name: 'kind', label: 'Kind', choices, chosen: 'b' }))
  assert.match(text, /<input type="radio" id="kind" name="kind" value="a" required>/)
  assert.match(text, /<input type="radio" id="kind-1" name="kind" value="b" checked required>/)
})

test('every cell of a table knows its column, and an empty table is a sentence', async () => {
  const columns = [{ title: 'Hour' }, { title: 'Errors', kind: 'number' }] as const
  const text = String(await dataTable({ caption: 'Hours', columns, rows: [['9:00', '3']], empty: 'None.' }))
  assert.match(text, /<th scope="row" role="rowheader">9:00<\/th>/)
  assert.match(text, /<td role="cell" class="number" data-label="Errors"><div>3<\/div><\/td>/)
  assert.equal(
    String(await dataTable({ caption: 'Hours', columns, rows: [], empty: 'None.' })),
    '<p class="soft">None.</p>',
  )
})

test('a list of one page has no pager', async () => {
  assert.equal(String(await pager({ text: '1 to 3 of 3' })), '')
  const text = String(await pager({ nextHref: '?page=2' }))
  assert.ok(text.includes('rel="next" href="?page=2"') && !text.includes('rel="prev"'))
})
