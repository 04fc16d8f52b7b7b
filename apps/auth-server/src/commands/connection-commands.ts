import type { HomeAccess } from '@latchkey/protocol'
import { findAccount } from './account-commands.ts'
import { columns, timeText } from './columns.ts'
import { argument, type Command, CommandError } from './command.ts'

const list: Command = {
  name: 'account connections',
  positionals: ['EMAIL'],
  summary: 'List the apps that an account has connected.',
  options: {},
  run: async (call) => {
    const opened = await call.open()
    const account = await findAccount(opened, argument(call, 0))
    const grants = await opened.server.store.listGrants(account.id)
    const rows = grants.map(({ clientId, scope, details, createdAt }) => {
      const homes = details.map(detailText).join(' ')
      return [clientId, scope.join(' ') || '-', homes || '-', timeText(createdAt)]
    })
    for (const line of columns([['CLIENT', 'SCOPE', 'HOMES', 'SINCE'], ...rows])) call.out(line)
  },
}

/** `villa:read+control` is a whole home, `villa/hall,pump:read` are devices of it. */
function detailText({ structure, devices, actions }: HomeAccess): string {
  const which = devices === 'all' ? structure : `${structure}/${devices.join(',')}`
  return `${which}:${actions.join('+')}`
}

const disconnect: Command = {
  name: 'account disconnect',
  positionals: ['EMAIL', 'CLIENT'],
  summary: 'End everything that an account allowed a client; its tokens are refused from now on.',
  options: {},
  run: async (call) => {
    const opened = await call.open()
    const account = await findAccount(opened, argument(call, 0))
    const clientId = argument(call, 1)
    const grant = await opened.server.store.findGrant(account.id, clientId)
    if (grant === undefined || grant.state === 'ended') {
      throw new CommandError(`The account ${account.email} has not connected ${clientId}.`)
    }
    const { server, apply } = opened
    const audit = {
      actor: apply.actor,
      action: 'app disconnected',
      detail: { account: account.email },
    } as const
    await server.store.endGrant(account.id, clientId, audit)
    call.out(`account ${account.email}: disconnected from ${clientId}`)
  },
}

export const connectionCommands: readonly Command[] = [list, disconnect]
