import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { languageIds, languages, type SampleLanguage, sampleKinds } from './languages.ts'
import { doubleQuotes, literal, rubyQuotes, shellQuotes, singleQuotes } from './quoting.ts'
import { readSampleFile, renderSample, sampleText, withSecret } from './render-sample.ts'
import { placeholderClient, sampleValues } from './sample-values.ts'

const issuer = 'https://id.example.com'

const everyProgram = languageIds.flatMap((language) => sampleKinds.map((kind) => ({ language, kind })))

test('each language writes a literal in its own way', () => {
  const value = `a"b'c\\d#{e}$f`
  assert.equal(literal(value, doubleQuotes), `"a\\"b'c\\\\d#{e}$f"`)
  assert.equal(literal(value, rubyQuotes), `"a\\"b'c\\\\d\\#{e}$f"`)
  assert.equal(literal(value, singleQuotes), `'a"b\\'c\\\\d#{e}$f'`)
  assert.equal(literal(value, shellQuotes), `'a"b'\\''c\\d#{e}$f'`)
})

for (const { language, kind } of everyProgram) {
  const { files, secretExpression, title }: SampleLanguage = languages[language]
  const render = (hasSecret: boolean | 'perhaps') =>
    renderSample({ language, kind, hasSecret, values: sampleValues(issuer, placeholderClient, kind) })

  test(`${title}, ${kind}: no value is missing, and the secret is read in one place`, () => {
    const secrets = render(true).filter(({ isSecret }) => isSecret)
    assert.equal(secrets.length, kind === 'call-api' ? 0 : 1)
    const text = sampleText(render(true))
    assert.doesNotMatch(text, /<<[a-z_]+>>|only for apps/)
    assert.ok(
      text.includes(
        literal(
          kind === 'call-api' ? `${issuer}/v1/structures` : 'YOUR_CLIENT_ID',
          languages[language].quoting,
        ),
      ),
    )
    assert.ok(text.endsWith('\n'))
  })

  test(`${title}, ${kind}: what an app without secret does without`, () => {
    const marked = readSampleFile(language, files[kind])
      .split('\n')
      .filter((line) => line.includes('only for apps with a secret'))
    const needsSecret = kind === 'authorization-code' || kind === 'refresh-token'
    assert.equal(marked.length >= 2, needsSecret)
    const [perhaps, without] = [sampleText(render('perhaps')), sampleText(render(false))]
    for (const line of marked) assert.ok(perhaps.includes(line) || line.includes(secretExpression))
    assert.equal(perhaps.split('\n').length - without.split('\n').length, marked.length)
    if (needsSecret) assert.doesNotMatch(without, /client_?secret/i)
  })
}

test('a value that looks like part of a program stays a value', () => {
  const { secretExpression, quoting } = languages.nodejs
  const clientId = `<<scope>>'${secretExpression}`
  const values = sampleValues(issuer, { ...placeholderClient, clientId }, 'client-credentials')
  const segments = renderSample({ language: 'nodejs', kind: 'client-credentials', values, hasSecret: true })
  assert.equal(segments.filter(({ isSecret }) => isSecret).length, 1)
  assert.ok(sampleText(segments).includes(`const clientId = ${literal(clientId, quoting)}\n`))
  const filled = sampleText(withSecret(segments, "it's $&", quoting))
  assert.ok(filled.includes(`const clientSecret = 'it\\'s $&'\n`))
})

test('a program that asks for what nobody knows is not shown', () => {
  const view = { language: 'curl', kind: 'call-api', hasSecret: true, values: new Map() } as const
  assert.throws(() => renderSample(view), /api_url/)
})

test('every file of the programs is one of the table', () => {
  const folder = fileURLToPath(new URL('programs/', import.meta.url))
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length).replace(/^\/+/, ''))
  const named = languageIds.flatMap((id) => {
    const { files, projectFiles }: SampleLanguage = languages[id]
    return [...Object.values(files), ...projectFiles].map((file) => `${id}/${file}`)
  })
  assert.deepEqual(found.toSorted(), named.toSorted())
})
