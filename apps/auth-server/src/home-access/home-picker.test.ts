import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../pages/language.ts'
import { type HomeChoice, wholeChoice } from './home-choice.ts'
import { offerOf } from './home-offer.ts'
import { homePicker } from './home-picker.ts'
import { homePickerTexts } from './home-picker-texts.ts'
import { homeShareView } from './home-share-view.ts'

const everyScope = ['structures:write', 'devices:write']

/** Homes whose ids are as long as ids are anywhere. */
function choicesOf(homes: number, devices: number): readonly HomeChoice[] {
  const uuid = (at: number) => `7c1e5a90-b4d2-4f6c-8e1f-${String(at).padStart(12, '0')}`
  const list = Array.from({ length: homes }, (_, at) => ({
    id: uuid(at),
    name: `Rental cottage ${at + 1}`,
    devices: Array.from({ length: devices }, (_, of) => ({
      id: uuid(at * 1_000 + of),
      name: `Device number ${of + 1}`,
      type: ['thermostat', 'lock', 'camera'][of % 3] ?? '',
    })),
  }))
  return offerOf(list, everyScope).map(wholeChoice)
}

const selects = (page: string) => page.split('<select').length - 1

for (const lang of languages) {
  test(`many homes and many devices make no long page: ${lang}`, async () => {
    const many = String(await homePicker(choicesOf(30, 100), lang))
    assert.ok(many.length < 54_000, `${many.length}`)
    assert.equal(selects(many), 0)
    assert.equal(many.split('name="decision" value="choose"').length - 1, 30)
    const chosen = choicesOf(1, 100).map((choice): HomeChoice => ({ ...choice, extent: 'chosen' }))
    const one = String(await homePicker(chosen, lang))
    assert.ok(one.length < 54_000, `${one.length}`)
    assert.equal(selects(one), 100)
    const warning = homePickerTexts[lang].sensitive.unlock.means ?? assert.fail()
    assert.ok(one.includes(warning), 'what opening locks leads to is said, however many devices there are')
    assert.equal(
      selects(String(await homePicker(choicesOf(10, 4), lang))),
      40,
      'a page that is short has all of it',
    )
  })
}

test('what an app has is named, and only counted where it is much', async () => {
  const [{ home } = assert.fail()] = choicesOf(1, 12)
  const all = { devices: new Map(home.devices.map(({ id }) => [id, 'read'] as const)), sensitive: [] }
  const text = async (share: Parameters<typeof homeShareView>[1]) =>
    String(await homeShareView(home, share, 'en'))
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  assert.equal(
    await text({ ...all, future: 'read', sensitive: ['camera'] }),
    'Rental cottage 1 All 12 devices, also those that you add later · See See the cameras',
  )
  assert.equal(
    await text({ ...all, future: undefined }),
    'Rental cottage 1 The 12 devices that it has now · See',
  )
  const some = new Map(
    home.devices.slice(1).map(({ id }, at) => [id, at === 0 ? 'control' : 'read'] as const),
  )
  const said = await text({ ...all, devices: some, future: undefined })
  assert.match(
    said,
    /^Rental cottage 1 Device number 2 · See and control Device number 3 , .* and 2 more · See$/,
  )
  assert.equal(await homeShareView(home, { ...all, devices: new Map(), future: undefined }, 'en'), undefined)
})

test('devices stand in the order of their names', async () => {
  const devices = ['Hall 10', 'hall 2', 'Älvrum', 'Attic'].map((name, at) => ({
    id: `d${at}`,
    name,
    type: 'thermostat',
  }))
  const [choice = assert.fail()] = offerOf([{ id: 'home', name: 'Home', devices }], everyScope).map(
    wholeChoice,
  )
  const namesIn = async (lang: 'de' | 'sv') =>
    [...String(await homePicker([choice], lang)).matchAll(/name="device.home.(d\d)"/g)].map(([, id]) => id)
  assert.deepEqual(await namesIn('de'), ['d2', 'd3', 'd1', 'd0'])
  assert.deepEqual(await namesIn('sv'), ['d3', 'd1', 'd0', 'd2'])
})
