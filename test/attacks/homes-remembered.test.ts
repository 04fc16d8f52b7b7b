import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, definition } from '../definition.ts'
import { answerOf, asked, inHome, signedInVisitor } from '../oidc/details-world.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { hiddenFields, type Visitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

// What is remembered is what somebody said yes to, device by device: several answers never come to more than each of them.

const villa = {
  id: 'villa',
  name: 'Villa',
  owner: anna.email,
  timeZone: 'Europe/Stockholm',
  devices: [
    { id: 'shed', name: 'Shed', type: 'lock' },
    { id: 'front', name: 'Front door', type: 'lock' },
    { id: 'garden', name: 'Garden', type: 'camera' },
    { id: 'crib', name: 'Crib', type: 'camera' },
  ],
}

let server: SeededLatchkey
let visitor: Visitor
before(async () => {
  server = await startSeeded({ definition: { ...definition, structures: [...definition.structures, villa] } })
  visitor = await signedInVisitor(server.issuer)
})
after(() => server.end())

async function accept(detail: object, choice: Readonly<Record<string, string>> = {}): Promise<string> {
  const page = await (await visitor.get(authorizeUrl({ ...asked(detail), prompt: 'consent' }))).text()
  assert.match(page, /id="consent-form"/)
  const form = { ...hiddenFields(page, 'consent-form'), ...choice, decision: 'accept' }
  const answer = await answerOf((await visitor.post('/consent', form)).headers.get('location'))
  assert.ok(answer.has('code'), String(answer))
  return page
}

async function silently(detail: object): Promise<URLSearchParams> {
  const { headers } = await visitor.get(authorizeUrl({ ...asked(detail), prompt: 'none' }))
  return answerOf(headers.get('location'))
}

test('CVE-2026-67332: opening one lock, then locking another, never adds up to opening both', async () => {
  await accept(inHome('villa', ['shed'], 'read', 'control', 'unlock'))
  const page = await accept(inHome('villa', ['front'], 'read', 'control'))
  assert.doesNotMatch(page, /Open the locks/)
  assert.ok((await silently(inHome('villa', ['front'], 'read', 'control'))).has('code'))
  assert.ok((await silently(inHome('villa', ['shed'], 'read', 'control', 'unlock'))).has('code'))
  const stolen = await silently(inHome('villa', ['front'], 'read', 'control', 'unlock'))
  assert.equal(stolen.get('error'), 'consent_required', 'nobody was ever asked about opening the front door')
})

test('CVE-2026-67332: a home given without its camera does not get it from a camera given before', async () => {
  await accept(inHome('villa', ['garden'], 'read', 'camera'))
  await accept(inHome('villa', 'all', 'read', 'control'), {
    'extent.villa': 'everything',
    'level.villa': 'control',
    'future.villa': 'on',
  })
  assert.ok((await silently(inHome('villa', 'all', 'read', 'control'))).has('code'))
  const stolen = await silently(inHome('villa', ['crib'], 'read', 'camera'))
  assert.equal(stolen.get('error'), 'consent_required', 'nobody was ever asked about the crib')
})

test('CVE-2026-9094: what was taken back a moment ago, in another process, is not remembered by an answer', async () => {
  const house = inHome('annas-home', 'all', 'read', 'control')
  await server.connect('standard', { details: [house] })
  const account = await server.store.findAccountByEmail(anna.email)
  assert.ok(account)
  for (let round = 0; round < 3; round++) {
    const url = authorizeUrl({ ...asked(inHome('villa', ['crib'], 'read', 'camera')), prompt: 'consent' })
    const page = await (await visitor.get(url)).text()
    const [family] = await server.store.listFamilies(account.id, 'standard')
    assert.ok(family)
    const less = inHome('annas-home', ['annas-pump'], 'read')
    assert.ok(await server.store.changeDetails(account.id, family.id, [less], undefined))
    await visitor.post('/consent', { ...hiddenFields(page, 'consent-form'), decision: 'accept' })
    assert.equal((await silently(house)).get('error'), 'consent_required')
    assert.ok(await server.store.changeDetails(account.id, family.id, [house], undefined))
  }
})
