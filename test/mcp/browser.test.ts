import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { UnauthorizedError } from '@modelcontextprotocol/client'
import type { Page } from 'playwright-core'
import { anna, definition } from '../definition.ts'
import { accept, signIn } from '../journeys/browser-steps.ts'
import { inBrowser, useStage } from '../journeys/stage.ts'
import { type Agent, call, newAgent, refusal } from './agent.ts'

// A person in a real browser chooses what an agent may see, and later what it may do.

const cabin = {
  id: 'annas-cabin',
  name: 'Stugan',
  owner: anna.email,
  devices: [{ id: 'stove', name: 'Kamin', type: 'thermostat' }],
}
const stage = useStage({ ...definition, structures: [...definition.structures, cabin] })

/** What Anna picks for one device of one home; the other home she leaves out. */
function decideIn(page: Page, level: () => 'read' | 'control') {
  return async (url: string) => {
    await page.goto(url)
    if (await page.isVisible('#login-form')) await signIn(page, anna)
    await page.check('input[name="extent.annas-cabin"][value="nothing"]')
    await page.check('input[name="extent.annas-home"][value="chosen"]')
    await page.selectOption('select[name="device.annas-home.annas-thermostat"]', level())
    await page.selectOption('select[name="device.annas-home.annas-pump"]', 'none')
    await accept(page)
    await page.waitForURL((at) => at.href.startsWith(stage.callback), { waitUntil: 'commit' })
    return page.url()
  }
}

async function shownBy(agent: Agent, id: string): Promise<{ status: number; target?: unknown }> {
  const headers = { authorization: `Bearer ${agent.memory.tokens?.access_token}` }
  const response = await fetch(`${stage.issuer}/v1/devices/${id}`, { headers })
  return { status: response.status, target: (await response.json()).target_temperature_c }
}

/** What a page of the origin that is open now gets of the MCP server. */
function askFrom(page: Page, token: string) {
  return page.evaluate(
    async ({ url, token: bearer }) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2025-06-18',
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      })
      return { status: response.status, challenge: response.headers.get('www-authenticate') }
    },
    { url: `${stage.issuer}/mcp`, token },
  )
}

test('an agent sees the one device that was chosen, and controls it once it may', (t: TestContext) =>
  inBrowser(t, async (page) => {
    let level: 'read' | 'control' = 'read'
    const agent = newAgent({
      mcpUrl: `${stage.issuer}/mcp`,
      decide: decideIn(page, () => level),
      metadata: { redirect_uris: [stage.callback] },
    })
    try {
      const client = await agent.connect()
      const inBrowserToo = agent.memory.tokens?.access_token ?? ''
      assert.equal((await askFrom(page, inBrowserToo)).status, 200, 'an agent may run in a browser')
      const refused = await askFrom(page, 'nonsense')
      assert.deepEqual([refused.status, /resource_metadata=/.test(refused.challenge ?? '')], [401, true])
      const { homes } = await call<{ homes: { id: string }[] }>(client, 'list_homes')
      assert.deepEqual(
        homes.map(({ id }) => id),
        ['annas-home'],
      )
      const { devices } = await call<{ devices: { id: string; mayControl: boolean }[] }>(
        client,
        'list_devices',
      )
      assert.deepEqual(
        devices.map(({ id, mayControl }) => [id, mayControl]),
        [['annas-thermostat', false]],
      )
      for (const device of ['annas-pump', 'stove', 'bens-thermostat', 'nobody'])
        assert.match(await refusal(client, 'read_device', { device }), /no such device/, device)
      const warmer = { device: 'annas-thermostat', celsius: 24 }
      await assert.rejects(call(client, 'set_temperature', warmer), UnauthorizedError)
      // Asked again, she gives the scope, and still no more than reading.
      const reading = await agent.askAgain()
      assert.match(
        await refusal(reading, 'set_temperature', warmer),
        /to read this device, not to control it/,
      )
      assert.equal((await shownBy(agent, 'annas-thermostat')).target, 20)
    } finally {
      await agent.end()
    }
    const other = newAgent({
      mcpUrl: `${stage.issuer}/mcp`,
      decide: decideIn(page, () => level),
      metadata: { redirect_uris: [stage.callback] },
    })
    try {
      const first = await other.connect()
      const warmer = { device: 'annas-thermostat', celsius: 24 }
      await assert.rejects(call(first, 'set_temperature', warmer), UnauthorizedError)
      level = 'control'
      await call(await other.askAgain(), 'set_temperature', warmer)
      assert.deepEqual(await shownBy(other, 'annas-thermostat'), { status: 200, target: 24 })
      assert.equal((await shownBy(other, 'stove')).status, 404)
    } finally {
      await other.end()
    }
  }))
