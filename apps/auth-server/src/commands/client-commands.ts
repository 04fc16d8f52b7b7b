import { metadataNames } from '../registration/metadata-schema.ts'
import type { AuditAction } from '../store/audit-store.ts'
import type { Client, State } from '../store/records.ts'
import { addClientCommand } from './add-client-command.ts'
import { clientSecretCommands } from './client-secret-commands.ts'
import { columns, facts, timeText } from './columns.ts'
import { argument, type Command, CommandError } from './command.ts'
import type { OpenServer } from './open-server.ts'

const list: Command = {
  name: 'client list',
  positionals: [],
  summary: 'List the clients.',
  options: {},
  run: async (call) => {
    const { server } = await call.open()
    const clients = await server.store.listClients()
    const rows = clients.map((client) => [
      client.clientId,
      client.dialect,
      client.policy,
      client.state,
      originOf(client),
      client.name,
    ])
    for (const line of columns([['ID', 'DIALECT', 'POLICY', 'STATE', 'FROM', 'NAME'], ...rows]))
      call.out(line)
  },
}

/** Who registered it. */
function originOf({ ownerId, registration }: Client): string {
  if (registration !== undefined) return 'itself'
  return ownerId === undefined ? 'operator' : 'developer'
}

const show: Command = {
  name: 'client show',
  positionals: ['ID'],
  summary: 'Show what is known of a client. Secrets are never shown again, only their endings.',
  options: {},
  run: async (call) => {
    const opened = await call.open()
    const client = await findClient(opened, argument(call, 0))
    const owner =
      client.ownerId === undefined ? undefined : await opened.server.store.findAccount(client.ownerId)
    for (const line of describeClient(client, owner?.email)) call.out(line)
  },
}

function describeClient(client: Client, owner: string | undefined): readonly string[] {
  return facts({
    id: client.clientId,
    name: client.name,
    state: client.state,
    publisher: client.publisher,
    address: client.clientUri,
    owner,
    registered: client.registration === undefined ? undefined : 'by itself',
    'forgotten after': client.verified ? undefined : timeText(client.registration?.expiresAt),
    verified: client.verified ? 'yes' : 'no',
    dialect: client.dialect,
    policy: client.policy,
    overrides: Object.entries(client.overrides)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    'unsafe switches': client.allows.join(', '),
    'grant types': client.grantTypes.join(' '),
    scopes: client.scopes.join(' '),
    'redirect URIs': client.redirectUris.join(' '),
    authentication: client.tokenEndpointAuthMethod ?? 'what its dialect allows',
    'public keys': client.jwks?.keys.map(({ kid, kty }) => kid ?? kty).join(', '),
    'ID tokens': client.idTokenSignedResponseAlg,
    ...metadataOf(client),
    since: timeText(client.createdAt),
    ...Object.fromEntries(
      client.secrets.map((secret, index) => [`secret ${index + 1}`, describeSecret(secret)]),
    ),
  })
}

function metadataOf(client: Client): Readonly<Record<string, string>> {
  const there = metadataNames.filter((name) => client[name] !== undefined)
  return Object.fromEntries(there.map((name) => [name, [client[name]].flat().join(' ')]))
}

function describeSecret({ ending, label, weak, expiresAt, lastUsedAt }: Client['secrets'][number]): string {
  const parts = [
    `ends in ${ending}`,
    label,
    weak ? 'weak' : '',
    expiresAt === undefined ? '' : `expires ${timeText(expiresAt)}`,
    lastUsedAt === undefined ? 'never used' : `last used ${timeText(lastUsedAt)}`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** A command that does nothing but set the state of a client. */
function stateCommand(verb: string, state: State, action: AuditAction, summary: string): Command {
  return {
    name: `client ${verb}`,
    positionals: ['ID'],
    summary,
    options: {},
    run: async (call) => {
      const opened = await call.open()
      const client = await findClient(opened, argument(call, 0))
      if (client.state === 'ended' && state !== 'ended')
        throw new CommandError(`The client ${client.clientId} was ended, and that is for good.`)
      const { server, apply } = opened
      if (client.state !== state)
        await server.store.setClientState(client.clientId, state, { actor: apply.actor, action })
      call.out(`client ${client.clientId}: ${state}`)
    },
  }
}

async function findClient({ server }: OpenServer, clientId: string): Promise<Client> {
  const client = await server.store.findClient(clientId)
  if (client === undefined) throw new CommandError(`There is no client ${clientId}.`)
  return client
}

export const clientCommands: readonly Command[] = [
  list,
  show,
  addClientCommand,
  ...clientSecretCommands,
  stateCommand(
    'suspend',
    'suspended',
    'app suspended',
    'Stop a client and all its tokens until it is restored.',
  ),
  stateCommand('restore', 'active', 'app restored', 'Let a suspended client and its tokens live again.'),
  stateCommand('end', 'ended', 'app ended', 'End a client and all its tokens for good.'),
]
