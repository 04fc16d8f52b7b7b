import { livingSecrets, mostSecrets, newClientSecret, secretRecord } from '../clients/client-secret.ts'
import type { Client } from '../store/records.ts'
import { argument, type Command, type CommandCall, CommandError } from './command.ts'
import type { OpenServer } from './open-server.ts'

const secret: Command = {
  name: 'client secret',
  positionals: ['ID'],
  summary: 'Give a client a second secret, which is printed once; the first stays good until it is ended.',
  options: {
    label: { type: 'string', value: 'TEXT', help: 'To tell it from the other one.' },
    expires: {
      type: 'string',
      value: 'DATE',
      help: 'When it stops being good, as 2027-01-31 or a full ISO time.',
    },
  },
  run: async (call) => {
    const { client, opened } = await findClient(call)
    const { store, keys, now } = opened.server
    const expiresAt = expiryOf(call.text('expires'), now())
    if (client.tokenEndpointAuthMethod === 'none' || client.tokenEndpointAuthMethod === 'private_key_jwt')
      throw new CommandError(
        `The client authenticates by ${client.tokenEndpointAuthMethod}: a secret has no use.`,
      )
    const living = livingSecrets(client, now())
    if (living.length >= mostSecrets)
      throw new CommandError(
        `The client has ${living.length} secrets (${endings(client)}). End one first: client secret-end.`,
      )
    const text = newClientSecret()
    const label = call.text('label') ?? `made ${new Date(now()).toISOString().slice(0, 10)}`
    const times = { label, now: now(), ...(expiresAt !== undefined && { expiresAt }) }
    const made = secretRecord(keys.current('pepper'), text, times)
    const detail = { ending: made.ending, label }
    await store.saveSecret(client.clientId, made, {
      actor: opened.apply.actor,
      action: 'secret made',
      detail,
    })
    call.out(`client secret: ${text}  (shown only now)`)
  },
}

const secretEnd: Command = {
  name: 'client secret-end',
  positionals: ['ID', 'ENDING'],
  summary: 'End the secret of a client that ends in these two characters, or has this label.',
  options: {},
  run: async (call) => {
    const { client, opened } = await findClient(call)
    const name = argument(call, 1)
    const [found, ...others] = client.secrets.filter(({ ending, label }) => ending === name || label === name)
    if (found === undefined)
      throw new CommandError(`The client has no secret that ends in ${name}; it has ${endings(client)}.`)
    if (others.length > 0)
      throw new CommandError(`The client has ${others.length + 1} secrets of that name. Use the label.`)
    if (client.secrets.length === 1)
      throw new CommandError(
        'It is the only secret: without one the client would count as public. Give it another first (client secret), or suspend or end the client.',
      )
    const kept = client.secrets.filter(({ hash }) => hash !== found.hash).map(({ hash }) => hash)
    const detail = { endings: [found.ending] }
    const audit = { actor: opened.apply.actor, action: 'secret ended', detail } as const
    await opened.server.store.endSecrets(client.clientId, kept, audit)
    call.out(`client ${client.clientId}: ended the secret that ends in ${found.ending}`)
  },
}

async function findClient(call: CommandCall): Promise<{ client: Client; opened: OpenServer }> {
  const opened = await call.open()
  const clientId = argument(call, 0)
  const client = await opened.server.store.findClient(clientId)
  if (client === undefined) throw new CommandError(`There is no client ${clientId}.`)
  return { client, opened }
}

function endings({ secrets }: Client): string {
  return secrets.length === 0 ? 'none' : secrets.map(({ ending, label }) => `${ending} (${label})`).join(', ')
}

function expiryOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw new CommandError(`--expires ${text} is no date: write it as 2027-01-31.`)
  if (time <= now) throw new CommandError(`--expires ${text} is in the past.`)
  return time
}

export const clientSecretCommands: readonly Command[] = [secret, secretEnd]
