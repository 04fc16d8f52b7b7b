// The least that any server in Node could do: a bare node:http server that reads the same request and answers the same
// bytes; with SIGNS=1 it makes one ES256 signature first, as a signed token needs.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { HttpAnswer } from '../http-answer.ts'

const { status, headers, body } = JSON.parse(process.env.ANSWER ?? '{}') as HttpAnswer
const sent = Object.fromEntries(headers)
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signed = randomBytes(500)
const signs = process.env.SIGNS === '1'

const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    if (signs) sign('sha256', signed, privateKey)
    response.writeHead(status, sent).end(body)
  })
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready {}\n'))
process.once('SIGTERM', () => process.exit(0))
