import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutSecrets } from './without-secrets.ts'

const texts: readonly (readonly [text: string, kept: string])[] = [
  ['https://a.example/cb?code=abc&x=1', 'https://a.example/cb?code=…&x=1'],
  ['https://a.example/cb#access_token=abc', 'https://a.example/cb#access_token=…'],
  ['https://a.example/cb?x=1&client_secret=s3cret%20', 'https://a.example/cb?x=1&client_secret=…'],
  ['https://me:word@a.example/cb', 'https://…@a.example/cb'],
  ['scope lk_cs_abcdefghijklmnopqrstuvwxyz', 'scope lk_cs_…'],
  [`eyJhbGciOiJub25lIn0.${'x'.repeat(20)}.sig`, 'eyJ…'],
  [`c.2${'k'.repeat(40)}`, 'c.…'],
  ['https://a.example/cb?color=red', 'https://a.example/cb?color=red'],
  ['devices:read structures:read', 'devices:read structures:read'],
]

for (const [text, kept] of texts) test(`kept of ${text}`, () => assert.equal(withoutSecrets(text), kept))
