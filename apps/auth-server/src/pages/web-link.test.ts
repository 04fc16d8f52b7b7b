import assert from 'node:assert/strict'
import { test } from 'node:test'
import { webLink } from './web-link.ts'

test('webLink lets through the web only', () => {
  assert.equal(webLink('https://app.example/privacy'), 'https://app.example/privacy')
  for (const wrong of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '/here',
    undefined,
  ]) {
    assert.equal(webLink(wrong), undefined)
  }
})
