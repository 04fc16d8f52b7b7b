// A client names addresses that the server calls (jwks_uri and the like). Whoever registers one must learn and reach nothing by it.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Resolve } from '../../apps/auth-server/src/outbound/addresses-of.ts'
import { guardedOutbound } from '../../apps/auth-server/src/outbound/guarded-outbound.ts'
import { type Outbound, OutboundRefused } from '../../apps/auth-server/src/outbound/outbound.ts'
import { makeTestAuthority, readCertificate, type TestAuthority } from '../test-authority.ts'
import { setTrap, type Trap } from './trap.ts'

const get = { accept: 'application/json', mostBytes: 1_000 }
const hello: RequestListener = (_request, response) => response.end('hello')

/** Refused, and in these words. */
async function assertRefused(answer: Promise<unknown>, words: RegExp, what = ''): Promise<void> {
  await assert.rejects(answer, (error) => {
    assert.ok(error instanceof OutboundRefused, `${what}: ${error}`)
    assert.match(error.message, words, what)
    return true
  })
}

const strict = (resolve?: Resolve) =>
  guardedOutbound({ allow: [], httpAllowed: false, trustedCa: undefined }, resolve)

/** In which the operator named these ports of this host, on an http issuer. */
function allowing(ports: readonly number[], host = '127.0.0.1', resolve?: Resolve): Outbound {
  const allow = ports.map((port) => ({ host, port }))
  return guardedOutbound({ allow, httpAllowed: true, trustedCa: undefined }, resolve)
}

/** One answer of a server on loopback that may be called. */
async function answerOf(listener: RequestListener, mostBytes = 1_000) {
  const trap = await setTrap(listener)
  try {
    return await allowing([trap.port]).get(`http://127.0.0.1:${trap.port}/`, { ...get, mostBytes })
  } finally {
    await trap.end()
  }
}

const noPublicAddress = /^its host has no public address$/

describe('private addresses (CVE-2026-1180, CVE-2026-4874)', () => {
  const traps: Trap[] = []
  let port = 0
  before(async () => {
    traps.push(await setTrap(hello))
    port = traps[0]?.port ?? 0
    traps.push(await setTrap(hello, { host: '::1', port }))
  })
  after(() => Promise.all(traps.map((trap) => trap.end())))

  const loopback = [
    ...['127.0.0.1', '127.0.0.1.', '127.1', '127.0.1', '0.0.0.0', '0', '2130706433', '017700000001'],
    ...['0x7f000001', '0x7f.1', '0177.0.0.1', '0x7F.0x0.0x0.0x1', '%31%32%37.0.0.1', '１２７.０.０.１'],
    ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'],
    ...['[64:ff9b::127.0.0.1]', '[2002:7f00:1::]', 'localhost', 'localhost.', 'LocalHost', 'ⓛⓞⓒⓐⓛhost'],
  ]
  const elsewhere = [
    ...['10.0.0.1', '100.64.0.1', '169.254.169.254', '0xa9fea9fe', '172.16.0.1', '192.168.1.1', '198.18.0.1'],
    ...['224.0.0.1', '255.255.255.255', '[fe80::1]', '[fd00::1]', '[ff02::1]', '[::ffff:169.254.169.254]'],
  ]

  it('no spelling of loopback is connected to', async () => {
    for (const host of loopback)
      await assertRefused(strict().get(`https://${host}:${port}/`, get), noPublicAddress, host)
    assert.deepEqual(
      traps.map((trap) => trap.connections()),
      [0, 0],
    )
  })

  it('nor what is of a link, a home, a carrier or a cloud', async () => {
    for (const host of elsewhere)
      await assertRefused(strict().postForm(`https://${host}/`, {}), noPublicAddress, host)
  })

  it('a name that exists inside is told apart by nothing from one that does not exist', async () => {
    const inside: Resolve = async () => [{ address: '10.1.2.3', family: 4 }]
    const nowhere: Resolve = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))
    for (const resolve of [inside, nowhere, async () => []])
      await assertRefused(strict(resolve).get('https://wiki.corp.example/', get), noPublicAddress)
  })

  it('one private address among public ones is enough', async () => {
    const mixed: Resolve = async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    await assertRefused(strict(mixed).get(`https://mixed.example:${port}/`, get), noPublicAddress)
    assert.equal(traps[0]?.connections(), 0)
  })

  it('what the operator named may be called at this port only, and by http on an http issuer only', async () => {
    const rules = { allow: [{ host: '127.0.0.1', port }], trustedCa: undefined }
    const ofHttps = guardedOutbound({ ...rules, httpAllowed: false })
    await assertRefused(ofHttps.get(`http://127.0.0.1:${port}/`, get), /must begin with https/)
    const ofHttp = guardedOutbound({ ...rules, httpAllowed: true })
    assert.equal((await ofHttp.get(`http://127.0.0.1:${port}/`, get)).body, 'hello')
    await assertRefused(ofHttp.get(`http://127.0.0.1:${port + 1}/`, get), /must begin with https/)
    await assertRefused(ofHttp.get(`https://127.0.0.1:${port + 1}/`, get), noPublicAddress)
    await assertRefused(ofHttp.get(`https://localhost:${port}/`, get), noPublicAddress)
  })

  it('no other scheme, no user name, no nonsense', async () => {
    const file = 'file:///etc/passwd'
    const schemes = [
      file,
      'ftp://127.0.0.1/',
      'gopher://127.0.0.1:25/_x',
      'data:,x',
      `ws://127.0.0.1:${port}`,
    ]
    for (const address of [...schemes, `http://localhost:${port}`, 'http://example.com/'])
      await assertRefused(strict().get(address, get), /must begin with https/, address)
    await assertRefused(strict().get('https://a:b@example.com/', get), /user name or password/)
    for (const address of ['', '//x', 'https://', 'https://[::1', 'https://1.2.3.4.5'])
      await assertRefused(strict().get(address, get), /no address/, address)
  })
})

describe('rebinding (CVE-2026-1180)', () => {
  it('a name is looked up once, and the connection goes to the address that was checked', async () => {
    const first = await setTrap(hello)
    const second = await setTrap(hello, { host: '127.0.0.2', port: first.port })
    let looks = 0
    const changing: Resolve = async () => [{ address: looks++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    const outbound = allowing([first.port], 'changing.example', changing)
    const { body } = await outbound.get(`http://changing.example:${first.port}/`, get)
    assert.deepEqual([body, looks, first.connections(), second.connections()], ['hello', 1, 1, 0])
    await Promise.all([first.end(), second.end()])
  })

  it('a name that becomes private between two requests is refused at the second', async () => {
    const trap = await setTrap(hello)
    let looks = 0
    // 192.0.2.1 would be the public address, were it one: nothing of this test leaves the machine.
    const changing: Resolve = async () => [{ address: looks++ === 0 ? '192.0.2.1' : '127.0.0.1', family: 4 }]
    const outbound = strict(changing)
    for (const _ of [1, 2])
      await assertRefused(outbound.get(`https://changing.example:${trap.port}/`, get), noPublicAddress)
    assert.deepEqual([looks, trap.connections()], [2, 0])
    await trap.end()
  })
})

describe('answers that lead elsewhere or never end (CVE-2026-1180)', () => {
  it('no redirect is followed, whatever its status', async () => {
    const inner = await setTrap(hello)
    for (const status of [300, 301, 302, 303, 304, 307, 308]) {
      const answer = answerOf((_request, response) => {
        response.writeHead(status, { Location: `http://127.0.0.1:${inner.port}/` }).end()
      })
      await assertRefused(answer, /by a redirect/, String(status))
    }
    assert.equal(inner.connections(), 0)
    await inner.end()
  })

  it('a slow one is left after five seconds: without an address or an answer, slow headers, a slow body', async () => {
    const drip = (write: () => void) => {
      const timer = setInterval(write, 100)
      setTimeout(() => clearInterval(timer), 7_000).unref()
      return timer.unref()
    }
    const slow: Record<string, RequestListener> = {
      silent: () => undefined,
      headers: (request) => {
        request.socket.write('HTTP/1.1 200 OK\r\nX: ')
        drip(() => request.socket.write('x'))
      },
      informational: (request) => void drip(() => request.socket.write('HTTP/1.1 102 Processing\r\n\r\n')),
      body: (_request, response) => void drip(() => response.write('x')),
    }
    const never: Resolve = () => new Promise(() => undefined)
    const began = performance.now()
    const answers = Object.entries(slow).map(([name, listener]) => [name, answerOf(listener)] as const)
    const calls = [...answers, ['name', strict(never).get('https://slow.example/', get)] as const]
    await Promise.all(calls.map(([name, call]) => assertRefused(call, /within 5 seconds/, name)))
    const took = performance.now() - began
    assert.ok(took > 4_900 && took < 7_000, `${took} ms`)
  })

  it('an endless body is read no further than it may be', async () => {
    let written = 0
    const endless: RequestListener = (_request, response) => {
      const chunk = Buffer.alloc(10_000)
      const more = () => {
        while (!response.destroyed && written < 50_000_000 && response.write(chunk)) written += chunk.length
      }
      response.on('drain', more)
      more()
    }
    await assertRefused(answerOf(endless, 20_000), /longer than 20000 bytes/)
    assert.ok(written < 10_000_000, `${written}`)
  })

  it('the last byte that may be read is, and not one more, whatever Content-Length says', async () => {
    const ofLength = (length: number, headers = {}) =>
      answerOf((_request, response) => {
        response.writeHead(200, headers).end('x'.repeat(length))
      })
    assert.equal((await ofLength(1_000)).body.length, 1_000)
    await assertRefused(ofLength(1_001), /longer than 1000 bytes/)
    await assertRefused(ofLength(1_001, { 'Transfer-Encoding': 'chunked' }), /longer than 1000 bytes/)
    await assertRefused(ofLength(0, { 'Content-Length': '99999999999' }), /longer than/)
  })

  it('a compressed one is refused unread: a bomb of a few kilobytes would be megabytes', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    for (const encoding of ['gzip', 'GZIP', 'deflate', 'br', 'zstd', 'identity, gzip']) {
      const answer = answerOf((_request, response) => {
        response.writeHead(200, { 'Content-Encoding': encoding }).end(bomb)
      }, 20_000)
      await assertRefused(answer, /compressed/, encoding)
    }
    const unnamed = await answerOf((_request, response) => response.end(bomb), 20_000)
    assert.ok(unnamed.body.length < 20_000, 'it stays what was sent')
  })

  it('huge headers are refused', async () => {
    const large: RequestListener = (_request, response) => {
      response.writeHead(200, { 'X-Large': 'x'.repeat(20_000) }).end()
    }
    const many: RequestListener = (_request, response) => {
      for (let n = 0; n < 5_000; n++) response.setHeader(`X-${n}`, 'x')
      response.end()
    }
    await assertRefused(answerOf(large), /headers of its answer are too large/)
    await assertRefused(answerOf(many), /headers of its answer are too large/)
  })

  it('what is no HTTP, is cut short or changes the protocol is refused, and nothing of it is told', async () => {
    const raw: Record<string, string> = {
      'ssh banner': 'SSH-2.0-OpenSSH_9.9\r\n',
      'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nabcde',
      'cut body': 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc',
      upgrade: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      nothing: '',
    }
    for (const [name, text] of Object.entries(raw)) {
      const server = createServer((socket) => {
        socket.on('error', () => undefined)
        socket.once('data', () => socket.end(text))
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as { port: number }
      const answer = allowing([port]).get(`http://127.0.0.1:${port}/`, get)
      await assertRefused(answer, /no HTTP that can be read|could not be reached/, name)
      server.close()
    }
  })
})

describe('what is sent', () => {
  it('nothing but what the request needs: no cookie, no secret, a connection each', async () => {
    const seen: string[][] = []
    const trap = await setTrap((request, response) => {
      seen.push(Object.keys(request.headers).toSorted())
      response.setHeader('Set-Cookie', 'a=b').end('{}')
    })
    const outbound = allowing([trap.port])
    const address = `http://127.0.0.1:${trap.port}/keys?x=1#part`
    await outbound.get(address, get)
    await outbound.get(address, get)
    await outbound.postForm(address, { logout_token: 'é&=' })
    const plain = ['accept', 'accept-encoding', 'connection', 'host', 'user-agent']
    const form = [...plain, 'content-length', 'content-type'].toSorted()
    assert.deepEqual([seen, trap.connections()], [[plain, plain, form], 3])
    await trap.end()
  })

  it('what came is told as it was: status, type, text, how long it may be kept', async () => {
    const kept = async (cacheControl: string) =>
      (
        await answerOf((_request, response) => {
          response.writeHead(404, {
            'Content-Type': 'Application/JSON; charset=utf-8',
            'Cache-Control': cacheControl,
          })
          response.end('\ufeff{"å":1}')
        })
      ).maxAge
    const told = await answerOf((_request, response) => response.end('\ufeffå'))
    assert.partialDeepStrictEqual(told, {
      status: 200,
      contentType: '',
      body: 'å',
      maxAge: undefined,
    })
    assert.equal(await kept('public, max-age=300'), 300)
    assert.equal(await kept('no-store, max-age=300'), 0)
    assert.equal(await kept('s-maxage=300'), undefined)
  })
})

describe('TLS', () => {
  let authority: TestAuthority
  let trap: Trap
  before(async () => {
    authority = makeTestAuthority()
    trap = await setTrap(hello, { authority })
  })
  after(async () => {
    await trap.end()
    authority.end()
  })

  const calls = (trustedCa: string | undefined, host: string, resolve?: Resolve) => {
    const outbound = guardedOutbound(
      { allow: [{ host, port: trap.port }], httpAllowed: false, trustedCa },
      resolve,
    )
    return outbound.get(`https://${host}:${trap.port}/`, get)
  }

  it('an unknown authority is not trusted; one of LATCHKEY_TRUSTED_CA is, for the host of the address alone', async () => {
    const here: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
    await assertRefused(calls(undefined, 'localhost'), /certificate is not trusted/)
    assert.equal((await calls(readCertificate(authority), 'localhost')).body, 'hello')
    assert.equal((await calls(readCertificate(authority), '127.0.0.1')).body, 'hello')
    await assertRefused(
      calls(readCertificate(authority), 'other.example', here),
      /certificate is not trusted, or is not for this host/,
    )
  })

  it('a server that speaks no TLS is refused', async () => {
    const plain = await setTrap(hello)
    const outbound = guardedOutbound({
      allow: [{ host: '127.0.0.1', port: plain.port }],
      httpAllowed: true,
      trustedCa: undefined,
    })
    await assertRefused(outbound.get(`https://127.0.0.1:${plain.port}/`, get), /could not be reached/)
    await plain.end()
  })
})

describe('many at once', () => {
  it('twenty are under way, five to one host; the others wait their turn', async () => {
    let [now, most] = [0, 0]
    const answers: (() => void)[] = []
    const held: RequestListener = (_request, response) => {
      most = Math.max(most, ++now)
      answers.push(() => {
        now--
        response.end('{}')
      })
    }
    const traps = await Promise.all(Array.from({ length: 6 }, () => setTrap(held)))
    const outbound = allowing(traps.map((trap) => trap.port))
    const calls = traps.flatMap(({ port }) =>
      Array.from({ length: 8 }, () => outbound.get(`http://127.0.0.1:${port}/`, get)),
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    assert.deepEqual([now, Math.max(...traps.map((trap) => trap.connections()))], [20, 5])
    const timer = setInterval(() => {
      for (const answer of answers.splice(0)) answer()
    }, 20)
    assert.equal((await Promise.all(calls)).length, 48)
    clearInterval(timer)
    assert.equal(most, 20)
    await Promise.all(traps.map((trap) => trap.end()))
  })

  it('a flood is refused instead of kept', async () => {
    const trap = await setTrap(() => undefined)
    const outbound = allowing([trap.port])
    const calls = Array.from({ length: 230 }, () => outbound.get(`http://127.0.0.1:${trap.port}/`, get))
    let refused = 0
    const settled = calls.map((call) =>
      call.catch(({ message }: Error) => {
        if (message.startsWith('too many requests')) refused++
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    assert.deepEqual([refused, trap.connections()], [25, 5])
    await trap.end()
    await Promise.all(settled)
  })
})
