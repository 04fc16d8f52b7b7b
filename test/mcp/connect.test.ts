import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, DpopSession, UnauthorizedError } from '@modelcontextprotocol/client'
import { anna, ben, definition } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import { type RunningLatchkey, startLatchkey } from '../start-latchkey.ts'
import { type Agent, call, newAgent, redirectUri, refusal } from './agent.ts'

// The official SDK's client from an address to a changed temperature; the person answers by the forms of the pages.

const reading = ['structures:read', 'devices:read']
const brief = {
  clientId: 'brief-agent',
  name: 'Agent whose tokens live two seconds',
  policy: 'openid',
  redirectUris: [redirectUri],
  scopes: [...reading, 'offline_access'],
  overrides: { accessTokenSeconds: 2 },
}
let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ definition: { ...definition, clients: [...definition.clients, brief] } })
})
after(() => latchkey.end())

const decideAs =
  (person: typeof anna | typeof ben, decision: 'accept' | 'deny' = 'accept') =>
  async (url: string) => {
    const { location, page } = await allow(newVisitor(latchkey.issuer), url, person, decision)
    return location ?? assert.fail(page)
  }

function agentOf(
  person: typeof anna | typeof ben,
  more: Partial<Parameters<typeof newAgent>[0]> = {},
): Agent {
  return newAgent({ mcpUrl: `${latchkey.issuer}/mcp`, decide: decideAs(person), ...more })
}

/** A tool that needs more than was allowed; the agent asks its person and tries again. */
async function steppedUp(agent: Agent, client: Client, name: string, args: Record<string, unknown>) {
  await assert.rejects(call(client, name, args), UnauthorizedError)
  const again = await agent.askAgain()
  return { again, found: await call(again, name, args) }
}

/** Agents ask for `offline_access` by themselves where the metadata lists it. */
const grantedTo = ({ memory }: Agent) => memory.tokens?.scope?.split(' ').toSorted()

async function readDevice(agent: Agent, id: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${agent.memory.tokens?.access_token}` }
  return (await fetch(`${latchkey.issuer}/v1/devices/${id}`, { headers })).json()
}

for (const era of ['auto', 'legacy'] as const) {
  test(`an agent that knows the address only changes a temperature (${era})`, async () => {
    const agent = agentOf(anna, { era })
    try {
      const client = await agent.connect()
      const { client_id: clientId } = agent.memory.client ?? assert.fail('nobody registered')
      assert.ok(clientId.length > 10)
      assert.deepEqual(grantedTo(agent), [...reading, 'offline_access'].toSorted())
      assert.equal((await client.listTools()).tools.length, 11)
      const { homes } = await call<{ homes: { id: string; name: string }[] }>(client, 'list_homes')
      assert.deepEqual(
        homes.map(({ id, name }) => [id, name]),
        [['annas-home', 'Annas hus']],
      )
      const celsius = era === 'auto' ? 23.5 : 17
      const args = { device: 'annas-thermostat', celsius }
      const { again } = await steppedUp(agent, client, 'set_temperature', args)
      assert.equal(agent.memory.client?.client_id, clientId, 'it registered once')
      assert.deepEqual(grantedTo(agent), [...reading, 'devices:write', 'offline_access'].toSorted())
      assert.equal((await readDevice(agent, 'annas-thermostat')).target_temperature_c, celsius)
      assert.match(await refusal(again, 'read_device', { device: 'bens-thermostat' }), /no such device/)
    } finally {
      await agent.end()
    }
  })
}

test('a token asks for the MCP server by its address, and is good at the whole device API', async () => {
  const agent = agentOf(ben)
  try {
    await agent.connect()
    const { resourceMetadata } = agent.memory.discovery ?? {}
    assert.equal(resourceMetadata?.resource, `${latchkey.issuer}/mcp`)
    assert.deepEqual(resourceMetadata?.authorization_servers, [latchkey.issuer])
    assert.equal((await readDevice(agent, 'bens-thermostat')).id, 'bens-thermostat')
  } finally {
    await agent.end()
  }
})

test('an expired token is refreshed without asking anybody', async () => {
  const memory = { client: { client_id: brief.clientId, issuer: latchkey.issuer } }
  const agent = agentOf(anna, { memory })
  try {
    const client = await agent.connect()
    const first = agent.memory.tokens
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    await call(client, 'list_homes')
    assert.notEqual(agent.memory.tokens?.access_token, first?.access_token)
    assert.notEqual(agent.memory.tokens?.refresh_token, first?.refresh_token)
    assert.equal(agent.memory.sentTo, undefined)
  } finally {
    await agent.end()
  }
})

test('an agent that was disconnected is asked anew', async () => {
  const agent = agentOf(anna)
  try {
    const client = await agent.connect()
    await call(client, 'list_homes')
    const body = new URLSearchParams({
      token: agent.memory.tokens?.refresh_token ?? '',
      client_id: agent.memory.client?.client_id ?? '',
    })
    assert.equal((await fetch(`${latchkey.issuer}/oauth2/revoke`, { method: 'POST', body })).status, 200)
    await assert.rejects(call(client, 'list_homes'), UnauthorizedError)
    const again = await agent.askAgain()
    await call(again, 'list_homes')
  } finally {
    await agent.end()
  }
})

test('an agent’s token may be bound to its key: stolen, it opens nothing', async () => {
  const agent = agentOf(anna, { dpop: await DpopSession.create() })
  try {
    const client = await agent.connect()
    await call(client, 'list_homes')
    assert.equal(agent.memory.tokens?.token_type, 'DPoP')
    const stolen = await fetch(`${latchkey.issuer}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${agent.memory.tokens.access_token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    })
    assert.equal(stolen.status, 401)
  } finally {
    await agent.end()
  }
})

test('a person who refuses is no fault of anybody', async () => {
  const agent = agentOf(anna, { decide: decideAs(anna, 'deny') })
  await assert.rejects(agent.connect(), /access_denied|denied|code/i)
  assert.equal(agent.memory.tokens, undefined)
})
