import { readFile } from 'node:fs/promises'
import { randomToken } from '@latchkey/protocol'
import { newClientSecret } from '../clients/client-secret.ts'
import { planDeclaration, writeChanges } from './apply/apply-declaration.ts'
import { decodeDeclaration } from './apply/declaration.ts'
import { argument, type Command, type CommandCall, CommandError } from './command.ts'
import { type OptionNames, tellingOptions } from './option-problems.ts'

const many = { type: 'string', multiple: true } as const
const one = { type: 'string' } as const

export const addClientCommand: Command = {
  name: 'client add',
  positionals: ['NAME'],
  summary: 'Register a client and print its id and, once, its secret.',
  options: {
    id: { ...one, value: 'ID', help: 'The client id; made at random when it is left out.' },
    owner: { ...one, value: 'EMAIL', help: 'The account of its developer.' },
    publisher: { ...one, value: 'NAME', help: 'Who publishes it, as people see it.' },
    uri: { ...one, value: 'ADDRESS', help: 'Its home page.' },
    dialect: { ...one, value: 'NAME', help: 'standard (default), nest, honeywell, gogox or nibe.' },
    policy: { ...one, value: 'NAME', help: "Its security rules; the dialect's own when left out." },
    'redirect-uri': {
      ...many,
      value: 'URI',
      help: 'Where it gets its codes; may stand there several times. Only nest shows codes without one.',
    },
    'grant-type': {
      ...many,
      value: 'TYPE',
      help: "May stand there several times; the dialect's when left out.",
    },
    scope: {
      ...many,
      value: 'SCOPE',
      help: 'May stand there several times; all device scopes when left out.',
    },
    'auth-method': { ...one, value: 'METHOD', help: 'The only way in which it may authenticate.' },
    'jwks-file': { ...one, value: 'FILE', help: 'Its public keys (RFC 7517); it gets no secret then.' },
    public: { type: 'boolean', help: 'It cannot keep a secret and gets none: PKCE protects it.' },
  },
  run: async (call) => {
    const client = await clientFrom(call)
    const { apply, server, homes } = await call.open()
    if ((await server.store.findClient(client.clientId)) !== undefined)
      throw new CommandError(`There is a client ${client.clientId} already.`)
    await tellingOptions(optionNames, async () => {
      const declaration = decodeDeclaration({ clients: [client] }, homes.schema)
      const options = { prune: false, resetPasswords: false, weak: false }
      await writeChanges(await planDeclaration(apply, declaration, options), () => undefined)
    })
    call.out(`client id:     ${client.clientId}`)
    if (client.clientSecret !== undefined) call.out(`client secret: ${client.clientSecret}  (shown only now)`)
  },
}

/** Which option is to be changed when a member of the client is wrong. */
const optionNames: OptionNames = {
  clientId: '--id',
  clientSecret: '--public',
  name: 'NAME',
  owner: '--owner',
  publisher: '--publisher',
  clientUri: '--uri',
  dialect: '--dialect',
  policy: '--policy',
  redirectUris: '--redirect-uri',
  grantTypes: '--grant-type',
  scopes: '--scope',
  tokenEndpointAuthMethod: '--auth-method',
  jwks: '--jwks-file',
}

/** The options as one client of a declaration. */
async function clientFrom(call: CommandCall) {
  const jwks = call.text('jwks-file')
  const members = {
    name: argument(call, 0),
    owner: call.text('owner'),
    publisher: call.text('publisher'),
    clientUri: call.text('uri'),
    dialect: call.text('dialect'),
    policy: call.text('policy'),
    redirectUris: call.texts('redirect-uri'),
    grantTypes: call.texts('grant-type'),
    scopes: call.texts('scope'),
    tokenEndpointAuthMethod: call.text('auth-method'),
    jwks: jwks === undefined ? undefined : await readJwks(jwks),
  }
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  const clientId = call.text('id') ?? randomToken(128)
  const needsSecret = !call.has('public') && jwks === undefined && call.text('auth-method') !== 'none'
  return { ...given, clientId, ...(needsSecret && { clientSecret: newClientSecret() }) }
}

async function readJwks(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new CommandError(`The keys cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}
