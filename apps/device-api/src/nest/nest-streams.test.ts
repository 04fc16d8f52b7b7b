import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createDeviceApi } from '../device-api.ts'
import { accessOf, begin, homeAccess } from '../test-homes.testing.ts'
import { type NestTestApi, openNestApi } from './nest-homes.testing.ts'

let api: NestTestApi
before(async () => {
  api = await openNestApi()
})
after(() => api.close())

interface StreamEvent {
  readonly event: string
  readonly data: unknown
}

interface Reading {
  readonly events: StreamEvent[]
  readonly ended: Promise<void>
  cancel(): Promise<void>
}

/** Opens a stream and collects its events until it ends. */
async function open(path: string, token = 'anna', headers = {}, app = api.app): Promise<Reading> {
  const response = await app.request(path, {
    headers: { Accept: 'text/event-stream', Authorization: `Bearer ${token}`, ...headers },
  })
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('Content-Type'), 'text/event-stream')
  assert.ok(response.body)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const events: StreamEvent[] = []
  const read = async () => {
    let text = ''
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += next.value
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? assert.fail(block)
        events.push({ event, data: JSON.parse(data) })
      }
    }
  }
  return { events, ended: read(), cancel: () => reader.cancel() }
}

/** Waits until it is so; a busy machine may take its time. */
async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!isSo()) {
    assert.ok(performance.now() < end, 'waited too long')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const put = (path: string, data: unknown) => ({ event: 'put', data: { path, data } })

test('the whole node comes at once, and again after each change of it', async () => {
  const stream = await open('/structures/lodge/away.json')
  await until(() => stream.events.length === 1)
  await api.put('/structures/lodge', { away: 'away' })
  await until(() => stream.events.length === 2)
  await api.put('/structures/lodge', { away: 'home' })
  await until(() => stream.events.length === 3)
  assert.deepEqual(
    stream.events,
    ['home', 'away', 'home'].map((away) => put('/structures/lodge/away', away)),
  )
  await stream.cancel()
})

test('what changes elsewhere, or changes nothing, is not told', async () => {
  const stream = await open('/devices/thermostats/den/label')
  await until(() => stream.events.length === 1)
  await api.put('/devices/thermostats/hall', { label: 'elsewhere' })
  await api.put('/devices/thermostats/den', { temperature_scale: 'F' })
  await api.put('/devices/thermostats/den', { label: '' })
  await api.put('/structures/lodge', { away: 'home' })
  await api.put('/devices/thermostats/den', { label: 'end' })
  await until(() => stream.events.length === 2)
  const path = '/devices/thermostats/den/label'
  assert.deepEqual(stream.events, [put(path, ''), put(path, 'end')])
  await stream.cancel()
})

test('changes by another view are told, and a branch is told whole', async () => {
  const stream = await open('/devices/')
  await until(() => stream.events.length === 1)
  await api.patch('anna', '/v1/devices/hall', { name: 'Entrance' })
  await until(() => stream.events.length === 2)
  assert.deepEqual(stream.events[1], put('/devices', (await api.get('/devices')).json))
  await stream.cancel()
})

test('writes that flow end in what is true last', async () => {
  const stream = await open('/devices/thermostats/den/target_temperature_f')
  for (let at = 0; at < 60; at += 1)
    await api.put('/devices/thermostats/den', { target_temperature_f: 60 + (at % 20) })
  const last = put('/devices/thermostats/den/target_temperature_f', 79)
  await until(() => JSON.stringify(stream.events.at(-1)) === JSON.stringify(last))
  await stream.cancel()
})

test('a revoked token is told, and the stream ends', async () => {
  api.tokens.leaving = accessOf('anna', [homeAccess('lodge')])
  const stream = await open('/structures', 'leaving')
  await until(() => stream.events.length === 1)
  delete api.tokens.leaving
  await stream.ended
  assert.deepEqual(stream.events.slice(1), [{ event: 'auth_revoked', data: 'leaving' }])
})

test('what the homeowner shares no longer is gone from the stream, and comes back', async () => {
  api.tokens.changing = accessOf('anna', [homeAccess('lodge', { devices: ['den'] })])
  const [device, home] = await Promise.all([
    open('/devices/thermostats/den/device_id', 'changing'),
    open('/structures/lodge/thermostats', 'changing'),
  ])
  await until(() => device.events.length === 1 && home.events.length === 1)
  api.tokens.changing = accessOf('anna', [homeAccess('lodge', { devices: ['constructor'] })])
  await until(() => device.events.length === 2 && home.events.length === 2)
  api.tokens.changing = accessOf('anna', [homeAccess('lodge')], ['devices:read'])
  await until(() => device.events.length === 3 && home.events.length === 3)
  const path = '/devices/thermostats/den/device_id'
  assert.deepEqual(device.events, [put(path, 'den'), put(path, null), put(path, 'den')])
  const list = '/structures/lodge/thermostats'
  assert.deepEqual(home.events, [put(list, ['den']), put(list, ['constructor']), put(list, null)])
  await Promise.all([device.cancel(), home.cancel()])
})

test('nobody hears of other people’s homes', async () => {
  const stream = await open('/devices', 'bo')
  await until(() => stream.events.length === 1)
  await api.put('/devices/thermostats/den', { label: 'hers' })
  await api.put('/devices/thermostats/bath', { label: 'his' }, 'bo')
  await until(() => stream.events.length === 2)
  assert.doesNotMatch(JSON.stringify(stream.events), /hers|den|lodge/)
  await stream.cancel()
})

test('what moves by itself is told at the next sign of life', async () => {
  const clock = { now: begin }
  const app = createDeviceApi({
    origin: 'http://localhost',
    verify: async (token) => api.tokens[token],
    store: api.store,
    now: () => clock.now,
    keepAliveSeconds: 0.05,
  })
  await api.put('/devices/thermostats/hall', { hvac_mode: 'heat' })
  await api.put('/devices/thermostats/hall', { target_temperature_c: 30 })
  const stream = await open('/devices/thermostats/hall/ambient_temperature_f', 'anna', {}, app)
  const told = () => stream.events.filter(({ event }) => event === 'put')
  await until(() => told().length === 1)
  clock.now += 3_600_000
  await until(() => told().length === 2)
  const degrees = told().map(({ data }) => (data as { data: number }).data)
  assert.ok(Number(degrees[1]) > Number(degrees[0]) + 5, `${degrees}`)
  await stream.cancel()
})

test('a node that is not there has no stream, nor has a token that may not read it', async () => {
  const headers = { Accept: 'text/event-stream' }
  api.tokens.devicesOnly = accessOf('anna', [homeAccess('lodge')], ['devices:read'])
  assert.equal((await api.ask('anna', '/structures/flat', { headers })).status, 404)
  assert.equal((await api.ask('devicesOnly', '/structures', { headers })).status, 403)
  assert.equal((await api.ask('nobody', '/structures', { headers })).status, 401)
})

test('a stream is what Accept asks for, among others and in any case, and nothing else', async () => {
  const asked = ['Text/Event-Stream', 'text/event-stream;q=0.9, */*', 'application/json, text/event-stream']
  for (const accept of asked) await (await open('/metadata', 'anna', { Accept: accept })).cancel()
  for (const accept of ['application/json', '*/*', 'text/event-streams', ''])
    assert.equal((await api.ask('anna', '/metadata', { headers: { Accept: accept } })).json.user_id, 'anna')
})
