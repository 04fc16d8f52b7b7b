import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { decodeProtectedHeader } from 'jose'
import { type KindWorld, kinds, sealedAs, startKindWorld } from './token-kinds.ts'
import { places } from './token-places.ts'

// Every kind of thing that the server hands out or takes × every place that takes another kind.

let world: KindWorld
before(async () => {
  world = await startKindWorld()
})
after(() => world.end())

/** Whatever is not good twice, or ends with its use, is made for each place anew. */
const made = new Map<string, string>()
const madeAnew = [
  'authorization code',
  'client assertion',
  'DPoP proof',
  'request object',
  'legacy refresh token',
]

async function thingOf(kind: string, place: string): Promise<string> {
  const isKept = !madeAnew.includes(kind) && place !== 'the path that ends a connection'
  const known = isKept ? made.get(kind) : undefined
  if (known !== undefined) return known
  const thing = (await kinds[kind]?.(world)) ?? ''
  assert.ok(thing.length >= 8, `${kind}: ${thing}`)
  if (isKept) made.set(kind, thing)
  return thing
}

for (const [place, { takes, isTaken }] of Object.entries(places)) {
  for (const kind of Object.keys(kinds)) {
    const word = takes.includes(kind) ? 'takes' : 'refuses'
    test(`CVE-2026-101023 CVE-2026-1529: ${place} ${word} a ${kind}`, async () => {
      assert.equal(await isTaken(world, await thingOf(kind, place)), takes.includes(kind))
    })
  }
}

for (const [place, { takes, isTaken }] of Object.entries(places)) {
  for (const kind of takes) {
    test(`CVE-2026-1529: ${place} refuses a ${kind} with a bit flipped`, async () => {
      const thing = await thingOf(kind, 'flipped bits')
      for (let sample = 0; sample < 12; sample++) {
        const at = Math.floor((sample * (thing.length - 1)) / 11)
        // A bit of the lower five: what comes out stands in a URL or a header, too.
        const flipped = String.fromCharCode(thing.charCodeAt(at) ^ (1 << (sample % 5)))
        if (!/[\w.~:-]/.test(flipped)) continue
        const forged = thing.slice(0, at) + flipped + thing.slice(at + 1)
        assert.equal(await isTaken(world, forged), false, `character ${at}`)
      }
    })
  }
}

test('everything that the server seals is among the kinds', () => {
  for (const kind of Object.values(sealedAs).flat()) assert.ok(Object.hasOwn(kinds, kind), kind)
})

test('every type of JWT that the server writes is among the kinds', async () => {
  const root = fileURLToPath(new URL('../../apps/auth-server/src', import.meta.url))
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|sign-jwt\.ts$/.test(path))
    .map((path) => readFileSync(`${root}/${path}`, 'utf8'))
  const written = sources.flatMap((source) => [...source.matchAll(/signJwt\([^;{]*?'(JWT|[a-z-]+\+jwt)'/g)])
  const seen = new Set<unknown>()
  for (const kind of Object.keys(kinds)) {
    const thing = await thingOf(kind, 'types')
    if (/^ey[\w-]+\.[\w-]+\./.test(thing)) seen.add(decodeProtectedHeader(thing).typ)
  }
  assert.ok(written.length >= 8)
  assert.deepEqual(
    written.map(([, type]) => type).filter((type) => !seen.has(type)),
    [],
  )
})
