import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrast, decodeColor } from './accent.ts'
import { darkTheme, lightTheme } from './style/themes.ts'
import { styleSheet } from './style.ts'

for (const [name, theme] of Object.entries({ light: lightTheme, dark: darkTheme })) {
  test(`code can be read in every colour of the ${name} theme`, () => {
    const colours = new Map(
      [...theme.matchAll(/--([a-z-]+): (#[0-9a-f]{3,6})\b/g)].map(([, key = '', value = '']) => [key, value]),
    )
    const tokens = [...colours.keys()].filter((key) => key.startsWith('tok-'))
    assert.equal(tokens.length, 7)
    for (const surface of ['card', 'sunk', 'page']) {
      for (const token of tokens) {
        const found = contrast(colourOf(colours.get(token)), colourOf(colours.get(surface)))
        assert.ok(found >= 4.5, `${token} on ${surface} has ${found.toFixed(2)}`)
      }
    }
  })
}

function colourOf(value = '') {
  return decodeColor(value) ?? assert.fail(`${value} is no colour`)
}

test('the stylesheet is whole', () => {
  const text = styleSheet({ name: 'Latchkey' })
  assert.equal(text.split('{').length, text.split('}').length)
  assert.ok(!text.includes('undefined'))
})
