import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, endOfAnswer, parseAnswer, statusOf } from './http-answer.ts'

const answer = 'HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello'

test('an answer is whole when its body is, and what follows belongs to the next', () => {
  for (let length = 0; length < answer.length; length++)
    assert.equal(endOfAnswer(answer.slice(0, length)), undefined)
  assert.equal(endOfAnswer(answer), answer.length)
  assert.equal(endOfAnswer(`${answer}HTTP/1.1 200 OK\r\n`), answer.length)
})

test('status, headers and body are read as they were sent', () => {
  assert.equal(statusOf(answer), 201)
  assert.equal(bodyOf(answer), 'hello')
  const headers = [
    ['Content-Type', 'text/plain'],
    ['Content-Length', '5'],
  ]
  assert.deepEqual(parseAnswer(answer), { status: 201, headers, body: 'hello' })
})

test('an answer without a length cannot be measured', () => {
  assert.throws(() => endOfAnswer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), /without length/)
})
