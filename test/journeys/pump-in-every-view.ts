// The app that may see one pump of one home, as programs of vendors and agents find it.

import assert from 'node:assert/strict'
import { call } from './homes-steps.ts'

const insufficient = /error="insufficient_scope"/

/** Nest's tree, Honeywell's locations and the tools of agents show the pump of the villa for reading, and nothing else. */
export async function hasThePumpOnlyAtVendors(issuer: string, token: string): Promise<void> {
  await atNest(issuer, token)
  await atHoneywell(issuer, token)
  await forAgents(issuer, token)
}

async function atNest(issuer: string, token: string): Promise<void> {
  const { json } = await call(issuer, token, '/devices')
  const kinds = Object.entries(Object(json)).map(([kind, all]) => [kind, Object.keys(Object(all))])
  assert.deepEqual(kinds, [
    ['thermostats', ['pump']],
    ['smoke_co_alarms', []],
    ['cameras', []],
  ])
  assert.deepEqual(Object.keys(Object((await call(issuer, token, '/structures')).json)), ['villa'])
  const warmer = { method: 'PUT', body: { target_temperature_c: 21 } } as const
  const refused = await call(issuer, token, '/devices/thermostats/pump', warmer)
  assert.equal(refused.status, 403)
  assert.match(refused.challenge ?? '', insufficient)
  for (const other of ['thermostats/hall', 'thermostats/stove', 'cameras/eye', 'thermostats/bens-pump']) {
    assert.equal((await call(issuer, token, `/devices/${other}`)).status, 404, other)
    assert.equal((await call(issuer, token, `/devices/${other}`, warmer)).status, 404, other)
  }
}

async function atHoneywell(issuer: string, token: string): Promise<void> {
  const { json } = await call(issuer, token, '/v2/locations')
  const locations = json as {
    locationID: number
    name: string
    devices: { deviceID: string; name: string }[]
  }[]
  assert.deepEqual(
    locations.map(({ name, devices }) => [name, devices.map((device) => device.name)]),
    [['Villa', ['Pump']]],
  )
  const [{ locationID, devices: [pump] = [] } = assert.fail()] = locations
  assert.ok(pump)
  const address = (id: string) => `/v2/devices/thermostats/${id}?locationId=${locationID}`
  const set = { method: 'POST', body: { mode: 'Heat', heatSetpoint: 21, coolSetpoint: 25 } } as const
  const refused = await call(issuer, token, address(pump.deviceID), set)
  assert.equal(refused.status, 403)
  assert.match(refused.challenge ?? '', insufficient)
  // What is not there is 400 at this vendor.
  for (const step of [-2, -1, 1, 2]) {
    const id: string = pump.deviceID.replace(/.{8}$/, (digits) => hex(Number.parseInt(digits, 16) + step))
    const answer = await call(issuer, token, address(id))
    assert.deepEqual([answer.status, answer.json], [400, { code: 400, message: 'Device Not Found' }], id)
  }
}

const hex = (number: number) => number.toString(16).toUpperCase().padStart(8, '0')

async function forAgents(issuer: string, token: string): Promise<void> {
  const listed = await tool(issuer, token, 'list_devices', {})
  assert.deepEqual(
    (listed.structuredContent?.devices ?? []).map(({ id }) => id),
    ['pump'],
  )
  for (const device of ['pump', 'hall', 'bens-pump', 'nobody']) {
    const { isError, content } = await tool(issuer, token, 'set_temperature', { device, celsius: 21 })
    assert.equal(isError, true, `${device}: ${JSON.stringify(content)}`)
  }
}

interface ToolResult {
  readonly isError?: boolean
  readonly content?: unknown
  readonly structuredContent?: { readonly devices?: readonly { readonly id: string }[] }
}

async function tool(issuer: string, token: string, name: string, given: object): Promise<ToolResult> {
  const answer = await fetch(`${issuer}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } }),
  })
  const text = await answer.text()
  const [json = text] = text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []))
  return JSON.parse(json).result as ToolResult
}
