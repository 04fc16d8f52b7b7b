import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { commandLine } from './command-line.testing.ts'
import { newHome } from './new-home.ts'

const latchkey = commandLine()
after(() => latchkey.end())

const owner = ['--owner', 'anna@example.com']
before(async () => {
  await latchkey.run(['account', 'create', 'anna@example.com', '--role', 'homeowner'])
})

const listed = async () =>
  (await latchkey.run(['home', 'list'])).out.slice(1).map((line) => line.split(/\s{2,}/))

test('a home of so many devices is made, with rooms and names, and stands in the audit log', async () => {
  const made = await latchkey.run([
    'home',
    'create',
    ...owner,
    '--name',
    'Villa',
    '--id',
    'villa',
    '--devices',
    '500',
  ])
  assert.deepEqual(made.errors, [])
  assert.match(made.out[0] ?? '', /^home villa: Villa, 500 devices in \d+ rooms$/)
  assert.deepEqual(await listed(), [['villa', 'Villa', 'anna@example.com', '500']])
  const audit = await latchkey.run(['audit', 'list', '--most', '1'])
  assert.match(audit.out.join('\n'), /villa/)
})

test('many homes at once, of chosen types', async () => {
  const types = 'lock,heat_pump'
  const made = await latchkey.run([
    'home',
    'create',
    ...owner,
    '--homes',
    '3',
    '--id',
    'row',
    '--devices',
    '4',
    '--types',
    types,
  ])
  assert.equal(made.out.length, 3)
  const homes = await latchkey.look(async ({ homes }) => homes.listAllStructures())
  const row = homes.filter(({ id }) => id.startsWith('row-'))
  assert.deepEqual(
    row.map(({ name }) => name),
    ['Home 1', 'Home 2', 'Home 3'],
  )
  for (const { devices } of row) {
    assert.equal(devices.length, 4)
    assert.deepEqual([...new Set(devices.map(({ type }) => type))].toSorted(), ['heat_pump', 'lock'])
  }
})

test('a home is deleted', async () => {
  assert.deepEqual((await latchkey.run(['home', 'delete', 'row-2'])).out, ['home row-2: deleted'])
  assert.equal(
    (await listed()).some(([id]) => id === 'row-2'),
    false,
  )
  assert.deepEqual((await latchkey.run(['home', 'delete', 'row-2'])).errors, ['There is no home row-2.'])
})

const mistakes: readonly [readonly string[], RegExp][] = [
  [[], /--owner EMAIL/],
  [['--owner', 'nobody@example.com'], /^--owner: there is no account/],
  [[...owner, '--devices', '501'], /--devices 501 is no number of devices: write one from 1 to 500/],
  [[...owner, '--devices', '0'], /from 1 to 500/],
  [[...owner, '--homes', '1e9'], /from 1 to 1000/],
  [[...owner, '--types', 'toaster'], /There is no type of device "toaster"/],
  [[...owner, '--types', '__proto__'], /There is no type of device "__proto__"/],
  [[...owner, '--id', '../x'], /^--id: /],
  [[...owner, '--time-zone', 'Mars'], /^--time-zone: /],
  [[...owner, '--id', 'villa'], /There is a home villa already/],
]
for (const [options, sentence] of mistakes) {
  test(`home create ${options.join(' ')} is refused with a sentence`, async () => {
    const { code, errors, out } = await latchkey.run(['home', 'create', ...options])
    assert.deepEqual([code, out], [1, []])
    assert.match(errors[0] ?? '', sentence)
  })
}

test('no two devices of a home have one name or id, and each is in a room that the home has', () => {
  const home = newHome({ id: 'h', name: 'Home', owner: 'a', timeZone: 'UTC', devices: 500, types: [] })
  assert.equal(new Set(home.devices.map(({ name }) => name)).size, 500)
  assert.equal(new Set(home.devices.map(({ id }) => id)).size, 500)
  const rooms = new Set(home.rooms?.map(({ id }) => id))
  assert.ok(home.devices.every(({ room = '' }) => rooms.has(room)))
  assert.equal(new Set(home.devices.map(({ type }) => type)).size, 7)
})
