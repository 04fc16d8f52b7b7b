// An agent of the official SDK that knows nothing but the address of the MCP server.

import assert from 'node:assert/strict'
import {
  Client,
  type DpopSession,
  type OAuthClientMetadata,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'

export const redirectUri = 'http://127.0.0.1:9/callback'

/** What an agent keeps between its starts. */
export interface Memory {
  client?: StoredOAuthClientInformation
  tokens?: StoredOAuthTokens
  verifier?: string
  discovery?: OAuthDiscoveryState
  /** Where it sent its person last. */
  sentTo?: URL
}

function providerOf(
  memory: Memory,
  clientMetadata: OAuthClientMetadata,
  { dpop, documentUrl }: Pick<AgentOptions, 'dpop' | 'documentUrl'>,
): OAuthClientProvider {
  return {
    ...(dpop !== undefined && { dpop: () => dpop }),
    ...(documentUrl !== undefined && { clientMetadataUrl: documentUrl }),
    redirectUrl: clientMetadata.redirect_uris[0],
    clientMetadata,
    state: () => 'the-state-of-the-agent',
    clientInformation: () => memory.client,
    saveClientInformation: (client) => {
      memory.client = client
    },
    tokens: () => memory.tokens,
    saveTokens: (tokens) => {
      memory.tokens = tokens
    },
    redirectToAuthorization: (url) => {
      memory.sentTo = url
    },
    saveCodeVerifier: (verifier) => {
      memory.verifier = verifier
    },
    codeVerifier: () => memory.verifier ?? assert.fail('there is no verifier'),
    saveDiscoveryState: (state) => {
      memory.discovery = state
    },
    discoveryState: () => memory.discovery,
    invalidateCredentials: (kind) => {
      if (kind === 'tokens' || kind === 'all') delete memory.tokens
      if (kind === 'client' || kind === 'all') delete memory.client
    },
  }
}

/** Answers the URL of the redirect, as the person's browser brings it back. */
export type Decide = (authorizeUrl: string) => Promise<string>

export interface Agent {
  readonly memory: Memory
  /** The client of the SDK, connected; asks the person when it has to. */
  connect(): Promise<Client>
  /** After a tool threw because the person has to be asked again. */
  askAgain(): Promise<Client>
  end(): Promise<void>
}

export interface AgentOptions {
  readonly mcpUrl: string
  readonly decide: Decide
  readonly metadata?: Partial<OAuthClientMetadata>
  readonly memory?: Memory
  /** `legacy`: as programs before the revision 2026-07-28 do. */
  readonly era?: 'legacy' | 'auto'
  /** Present: its tokens are bound to this key. */
  readonly dpop?: DpopSession
  /** Where it says who it is; it registers nowhere. */
  readonly documentUrl?: string
}

export function newAgent(options: AgentOptions): Agent {
  const { mcpUrl, decide, metadata = {}, memory = {}, era = 'auto' } = options
  const clientMetadata = {
    client_name: 'Hearth agent',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    ...metadata,
  }
  const provider = providerOf(memory, clientMetadata, options)
  const newTransport = () => new StreamableHTTPClientTransport(new URL(mcpUrl), { authProvider: provider })
  const opened: Client[] = []
  const open = async (transport: StreamableHTTPClientTransport) => {
    const client = new Client({ name: 'hearth', version: '1.0.0' }, { versionNegotiation: { mode: era } })
    await client.connect(transport)
    opened.push(client)
    return client
  }
  const askAgain = async () => {
    const sentTo = memory.sentTo ?? assert.fail('the agent sent its person nowhere')
    delete memory.sentTo
    const answer = new URL(await decide(sentTo.href))
    assert.equal(answer.searchParams.get('state'), 'the-state-of-the-agent')
    await newTransport().finishAuth(answer.searchParams)
    return open(newTransport())
  }
  const connect = async () => {
    try {
      return await open(newTransport())
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error
      return askAgain()
    }
  }
  return {
    memory,
    connect,
    askAgain,
    end: async () => {
      for (const client of opened) await client.close()
    },
  }
}

/** What a tool answered; fails when it answered an error. */
export async function call<Found = Record<string, unknown>>(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<Found> {
  const { isError, structuredContent, content } = await client.callTool({ name, arguments: args })
  assert.ok(isError !== true, `${name}: ${JSON.stringify(content)}`)
  return structuredContent as Found
}

/** Why a tool refused. */
export async function refusal(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<string> {
  const { isError, content } = await client.callTool({ name, arguments: args })
  assert.equal(isError, true, JSON.stringify(content))
  const [first] = content
  return first?.type === 'text' ? first.text : assert.fail('there is no text')
}
