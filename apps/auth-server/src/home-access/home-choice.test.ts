import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HomeAccess, Scope } from '@latchkey/protocol'
import fc from 'fast-check'
import type { ShareableHome } from '../homes/homes.ts'
import { firstChoices, rememberedHomes } from './first-choices.ts'
import {
  choiceOf,
  chosenShare,
  decodeChoice,
  fieldName,
  type HomeChoice,
  wholeChoice,
} from './home-choice.ts'
import { type OfferedHome, offerOf, sensitiveActions, wholeOffer } from './home-offer.ts'
import { accessOf, shareOf } from './home-share.ts'

const villa: ShareableHome = {
  id: 'villa',
  name: 'Villa',
  devices: [
    { id: 'hall', name: 'Hall', type: 'thermostat' },
    { id: 'pump', name: 'Pump', type: 'heat_pump' },
    { id: 'door', name: 'Door', type: 'lock' },
  ],
}
const cabin: ShareableHome = {
  id: 'cabin',
  name: 'Cabin',
  devices: [{ id: 'eye', name: 'Eye', type: 'camera' }],
}
const empty: ShareableHome = { id: 'plot', name: 'Plot', devices: [] }
const homes = [villa, cabin, empty]
const write: Scope = ['structures:write', 'devices:write']

function posted(fields: Readonly<Record<string, string>>, offer = offerOf(homes, write)) {
  return decodeChoice(new Map(Object.entries(fields)), offer, offer.map(wholeChoice))
}

test('one device of one home, read only, is one detail', () => {
  assert.deepEqual(
    posted({
      'extent.villa': 'chosen',
      'device.villa.hall': 'read',
      'device.villa.pump': 'none',
      'extent.cabin': 'nothing',
    }).details,
    [{ type: 'home_access', structure: 'villa', devices: ['hall'], actions: ['read'] }],
  )
})

test('details of one home are as few as they can be', () => {
  const chosen = { 'extent.villa': 'chosen', 'device.villa.hall': 'control', 'away.villa': 'on' }
  assert.deepEqual(
    posted({ ...chosen, 'device.villa.pump': 'control', 'device.villa.door': 'read' }).details.map(
      ({ devices, actions }) => [devices, actions],
    ),
    [
      [
        ['hall', 'pump'],
        ['read', 'control', 'away'],
      ],
      [['door'], ['read', 'away']],
    ],
  )
})

test('everything, with and without the devices that join later', () => {
  const everything = { 'extent.villa': 'everything', 'level.villa': 'read' }
  assert.deepEqual(posted({ ...everything, 'future.villa': 'on' }).details, [
    { type: 'home_access', structure: 'villa', devices: 'all', actions: ['read'] },
  ])
  assert.deepEqual(posted({ ...everything, 'unlock.villa': 'on' }).details, [
    {
      type: 'home_access',
      structure: 'villa',
      devices: ['hall', 'pump', 'door'],
      actions: ['read', 'unlock'],
    },
  ])
})

test('what was not said is the least: no device, no action, no future', () => {
  const [detail] = posted({ 'extent.villa': 'everything' }).details
  assert.deepEqual([detail?.devices, detail?.actions], [['hall', 'pump', 'door'], ['read']])
})

test('a form without any choice is what the page showed', () => {
  const offer = offerOf(homes, write)
  const { details, problem } = posted({ form_token: 'x', decision: 'accept', extent: 'nothing' })
  assert.deepEqual([details, problem], [wholeOffer(offer), undefined])
})

test('nothing at all is a problem; a home of which no device is chosen is nothing, whatever is ticked', () => {
  for (const fields of [
    { 'extent.villa': 'nothing' },
    { 'extent.villa': 'chosen', 'away.villa': 'on', 'device.villa.hall': 'none' },
    { 'level.villa': 'control' },
  ])
    assert.deepEqual(posted(fields).problem, 'nothing', JSON.stringify(fields))
  assert.equal(posted({}, []).problem, undefined, 'without homes nothing can be chosen')
})

test('what is not on offer is refused, not left out', () => {
  const readOnly = offerOf([villa], ['devices:read'])
  const good = { 'extent.villa': 'everything', 'level.villa': 'read' }
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { 'extent.cabin': 'nothing' },
    { 'extent.__proto__': 'everything' },
    { 'device.villa.constructor': 'read' },
    { 'device.villa.__proto__': 'none' },
    { 'device.cabin.hall': 'read' },
    { 'device.villa.hall': 'control' },
    { 'device.villa.hall.x': 'read' },
    { 'level.villa': 'control' },
    { 'level.villa': '' },
    { 'extent.villa': 'all' },
    { 'extent.villa': 'Everything' },
    { 'future.villa': 'yes' },
    { 'away.villa': 'on' },
    { 'unlock.villa': 'on' },
    { 'camera.': 'on' },
  ]
  for (const fields of foreign) {
    const { details, problem } = posted({ ...good, ...fields }, readOnly)
    assert.deepEqual([details, problem], [[], 'unknown'], JSON.stringify(fields))
  }
  assert.equal(posted(good, readOnly).problem, undefined)
})

test('no id can be written so that a field of one device is that of another', () => {
  assert.notEqual(fieldName('device', 'a.b', 'c'), fieldName('device', 'a', 'b.c'))
  assert.equal(fieldName('device', 'a.b', 'ö &'), 'device.a%2Eb.%C3%B6%20%26')
})

// Homes, what is asked of them, and what a person or anybody else posts.

const id = fc.constantFrom('a', 'b', 'a.b', '__proto__', 'constructor', 'ö/ü')
const type = fc.constantFrom('thermostat', 'camera', 'lock')
const device = fc.record({ id, name: fc.constant('Device'), type })
const home = fc.record({
  id,
  name: fc.constant('Home'),
  devices: fc.uniqueArray(device, { maxLength: 4, selector: (one) => one.id }),
})
const someHomes = fc.uniqueArray(home, { minLength: 1, maxLength: 4, selector: (one) => one.id })
const scopes = fc.uniqueArray(
  fc.constantFrom(
    'openid',
    'structures:read',
    'structures:write',
    'devices:read',
    'devices:write',
    'READSYSTEM',
  ),
  { minLength: 1 },
)
const actions = fc.uniqueArray(fc.constantFrom('read', 'control', 'away', 'camera', 'unlock'), {
  minLength: 1,
})
const wish = fc.record(
  {
    type: fc.constant('home_access'),
    structure: id,
    devices: fc.oneof(fc.constant('all'), fc.uniqueArray(id, { minLength: 1, maxLength: 3 })),
    actions,
  },
  { requiredKeys: ['type'] },
)
const requested = fc.option(fc.array(wish, { minLength: 1, maxLength: 3 }), { nil: undefined })
const offers = fc
  .tuple(someHomes, scopes, requested)
  .map(([list, scope, wanted]) => offerOf(list, scope, wanted as Parameters<typeof offerOf>[2]))
const words = fc.constantFrom('extent', 'level', 'future', 'device', 'away', 'camera', 'unlock')
const values = fc.constantFrom('everything', 'chosen', 'nothing', 'read', 'control', 'none', 'on', 'x')
const fieldsOfAnybody = fc.array(
  fc.tuple(
    fc.tuple(words, id, fc.option(id)).map(([...parts]) => fieldName(...parts.filter((p) => p !== null))),
    values,
  ),
  { maxLength: 12 },
)

/** A choice that the page allows. */
function choiceFrom(offered: OfferedHome): fc.Arbitrary<HomeChoice> {
  return fc
    .record({
      extent: fc.constantFrom('everything', 'chosen', 'nothing'),
      level: fc.constantFrom('read', 'control'),
      future: fc.boolean(),
      picked: fc.array(fc.constantFrom('none', 'read', 'control'), { minLength: 4, maxLength: 4 }),
      sensitive: fc.subarray([...offered.sensitive]),
    })
    .map(({ extent, level, future, picked, sensitive }) => {
      const devices = offered.devices.flatMap(({ id, most }, at) => {
        const one = picked[at]
        if (one === undefined || one === 'none') return []
        return [[id, most === 'read' ? 'read' : one] as const]
      })
      const most = offered.devices.some((one) => one.most === 'control') || offered.future === 'control'
      return {
        home: offered,
        extent,
        level: most ? level : 'read',
        future: offered.future !== undefined && (future || offered.devices.length === 0),
        devices: new Map(devices),
        sensitive,
      }
    })
}

/** The fields as a browser sends them. */
function fieldsOf(choices: readonly HomeChoice[]): Map<string, string> {
  const form = new Map<string, string>()
  for (const { home, extent, level, future, devices, sensitive } of choices) {
    form.set(fieldName('extent', home.id), extent).set(fieldName('level', home.id), level)
    if (future) form.set(fieldName('future', home.id), 'on')
    for (const { id } of home.devices) form.set(fieldName('device', home.id, id), devices.get(id) ?? 'none')
    for (const action of sensitive) form.set(fieldName(action, home.id), 'on')
  }
  return form
}

/** Nothing in these details is beyond the offer. */
function staysWithin(offer: readonly OfferedHome[], details: readonly HomeAccess[]): void {
  for (const { structure, devices, actions } of details) {
    const offered = offer.find((one) => one.id === structure) ?? assert.fail(`${structure} is not offered`)
    const level = actions.includes('control') ? 'control' : 'read'
    const most = (id: string) => offered.devices.find((one) => one.id === id)?.most
    const covered = devices === 'all' ? offered.devices.map((one) => one.id) : devices
    assert.ok(covered.every((id) => most(id) === 'control' || (most(id) === 'read' && level === 'read')))
    if (devices === 'all') assert.ok(offered.future === 'control' || offered.future === level)
    for (const action of sensitiveActions)
      if (actions.includes(action)) assert.ok(offered.sensitive.includes(action), action)
  }
}

const runs = { numRuns: 2_000 }

test('whatever is posted, nothing beyond the offer comes of it', () => {
  fc.assert(
    fc.property(offers, fieldsOfAnybody, (offer, fields) => {
      const { details } = decodeChoice(new Map(fields), offer, offer.map(wholeChoice))
      staysWithin(offer, details)
    }),
    runs,
  )
})

test('what the page posts is what was chosen, and what was chosen is what the page shows again', () => {
  const picked = offers.chain((offer) =>
    fc.tuple(...offer.map(choiceFrom)).map((choices) => ({ offer, choices })),
  )
  fc.assert(
    fc.property(picked, ({ offer, choices }) => {
      const { details, problem } = decodeChoice(fieldsOf(choices), offer, offer.map(wholeChoice))
      assert.equal(problem, offer.length > 0 && details.length === 0 ? 'nothing' : undefined)
      staysWithin(offer, details)
      for (const choice of choices) {
        const share = chosenShare(choice)
        assert.deepEqual(shareOf(choice.home, details), share)
        const again = choiceOf(choice.home, share)
        assert.deepEqual(chosenShare(again), share)
        assert.deepEqual(
          accessOf(choice.home, share),
          details.filter(({ structure }) => structure === choice.home.id),
        )
      }
    }),
    runs,
  )
})

test('untouched, every offer is taken whole', () => {
  fc.assert(
    fc.property(offers, (offer) => {
      const { details } = decodeChoice(new Map(), offer, offer.map(wholeChoice))
      assert.deepEqual(details, wholeOffer(offer))
      const form = fieldsOf(offer.map(wholeChoice))
      assert.deepEqual(decodeChoice(form, offer, []).details, wholeOffer(offer))
    }),
    runs,
  )
})

test('asked again for the same, a person finds the last answer', () => {
  const offer = offerOf(homes, write)
  const { details } = posted({
    'extent.villa': 'chosen',
    'device.villa.hall': 'read',
    'extent.plot': 'everything',
  })
  const first = firstChoices(homes, offer, { scope: write, details })
  assert.deepEqual(
    first.map(({ extent }) => extent),
    ['chosen', 'nothing', 'everything'],
  )
  assert.deepEqual(decodeChoice(new Map(), offer, first).details, details)
})

test('who gave all that was asked is shown all that is asked now; what was held back stays held back', () => {
  const reads: Scope = ['devices:read']
  const whole = wholeOffer(offerOf(homes, reads))
  const first = firstChoices(homes, offerOf(homes, write), { scope: reads, details: whole })
  assert.deepEqual(
    first.map(({ extent, level, future }) => [extent, level, future]),
    homes.map(() => ['everything', 'control', true]),
  )
  assert.deepEqual(
    first.map(({ sensitive }) => sensitive),
    [['away'], ['away', 'camera'], ['away']],
    'what was not asked then begins as it is offered, and opening locks with a no',
  )
  const held = posted({ 'extent.villa': 'everything', 'level.villa': 'read', 'future.villa': 'on' }).details
  const [again] = firstChoices(homes, offerOf(homes, write), { scope: write, details: held })
  assert.deepEqual([again?.extent, again?.level, again?.sensitive], ['everything', 'read', []])
})

test('who had no home when they were asked, or gave what is theirs no more, is shown everything', () => {
  const offer = offerOf(homes, write)
  for (const before of [
    { scope: write, details: [] },
    { scope: ['openid'], details: [] },
    { scope: write, details: wholeOffer(offerOf([{ ...villa, id: 'sold' }], write)) },
  ])
    assert.deepEqual(
      decodeChoice(new Map(), offer, firstChoices(homes, offer, before)).details,
      wholeOffer(offer),
    )
})

test('an answer about some homes leaves what was remembered of others', () => {
  const before = wholeOffer(offerOf(homes, write))
  const asked = offerOf(homes, write, [{ type: 'home_access', structure: 'villa', devices: ['hall'] }])
  const choices = asked.map((one): HomeChoice => ({ ...wholeChoice(one), level: 'read', sensitive: [] }))
  assert.deepEqual(rememberedHomes(homes, write, choices, before), [
    { type: 'home_access', structure: 'villa', devices: 'all', actions: ['read'] },
    { type: 'home_access', structure: 'villa', devices: ['pump', 'door'], actions: ['read', 'control'] },
    {
      type: 'home_access',
      structure: 'cabin',
      devices: 'all',
      actions: ['read', 'control', 'away', 'camera'],
    },
    { type: 'home_access', structure: 'plot', devices: 'all', actions: ['read', 'control', 'away'] },
  ])
})

test('an answer to a smaller question takes nothing back that was not asked', () => {
  const before = wholeOffer(offerOf(homes, write))
  const choices = offerOf(homes, ['devices:read']).map(wholeChoice)
  assert.deepEqual(rememberedHomes(homes, write, choices, before), before)
  const nothing = choices.map(
    (one): HomeChoice => ({ ...one, extent: one.home.id === 'villa' ? 'nothing' : one.extent }),
  )
  assert.deepEqual(
    rememberedHomes(homes, write, nothing, before).map(({ structure }) => structure),
    ['cabin', 'plot'],
  )
})
