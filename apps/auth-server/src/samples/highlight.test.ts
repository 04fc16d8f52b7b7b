import assert from 'node:assert/strict'
import { test } from 'node:test'
import { highlight } from './highlight.ts'
import { languageIds, languages, sampleKinds } from './languages.ts'
import { renderSample, type Segment, sampleText } from './render-sample.ts'
import { placeholderClient, sampleValues } from './sample-values.ts'

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }

/** What a browser makes of it: texts, and for each the elements around it. */
function read(markup: string): readonly { readonly text: string; readonly around: readonly string[] }[] {
  const open: string[] = []
  const texts: { text: string; around: readonly string[] }[] = []
  for (const [piece, classes] of markup.matchAll(/<span class="([^"]*)"[^>]*>|<\/span>|[^<]+/g)) {
    if (classes !== undefined) open.push(classes)
    else if (piece === '</span>') assert.ok(open.pop() !== undefined, 'closed more than was open')
    else {
      const text = piece.replace(/&([#\w]+);/g, (_, name: string) => entities[name] ?? assert.fail(name))
      texts.push({ text, around: [...open] })
    }
  }
  assert.deepEqual(open, [], 'left open')
  return texts
}

const isSecret = ({ around }: { readonly around: readonly string[] }) => around.includes('secret')
const textOf = (texts: readonly { readonly text: string }[]) => texts.map(({ text }) => text).join('')

for (const language of languageIds) {
  test(`${languages[language].title}: the same characters, coloured, with the secret's expression marked`, async () => {
    for (const kind of sampleKinds) {
      const values = sampleValues('https://id.example.com', placeholderClient, kind)
      const segments = renderSample({ language, kind, values, hasSecret: true })
      const texts = read(String(await highlight(segments, languages[language])))
      assert.equal(textOf(texts), sampleText(segments))
      assert.ok(texts.some(({ around }) => around.some((name) => name.startsWith('hljs-'))))
      const expression = kind === 'call-api' ? '' : languages[language].secretExpression
      assert.equal(textOf(texts.filter(isSecret)), expression)
    }
  })
}

test('a mark that begins or ends within a token, or stands at an end, divides it', async () => {
  const cut: readonly Segment[] = [
    { text: 'a = "one ', isSecret: false },
    { text: 'two" + "<&', isSecret: true },
    { text: '>"', isSecret: false },
  ]
  const texts = read(String(await highlight(cut, languages.python3)))
  assert.equal(textOf(texts), 'a = "one two" + "<&>"')
  assert.equal(textOf(texts.filter(isSecret)), 'two" + "<&')
  const whole = read(String(await highlight([{ text: '"all"', isSecret: true }], languages.python3)))
  assert.deepEqual([textOf(whole), whole.every(isSecret)], ['"all"', true])
})

test('the mark says how the language writes a literal', async () => {
  const markup = String(await highlight([{ text: 'x', isSecret: true }], languages.php))
  assert.equal(
    markup,
    `<span class="secret" data-quote="&#39;" data-escapes="{&quot;\\\\&quot;:&quot;\\\\\\\\&quot;,&quot;&#39;&quot;:&quot;\\\\&#39;&quot;}">x</span>`,
  )
})
