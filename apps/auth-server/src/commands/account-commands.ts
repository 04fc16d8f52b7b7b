import { passwordResetLink } from '../login/password-reset.ts'
import type { AuditAction } from '../store/audit-store.ts'
import type { Account, State } from '../store/records.ts'
import { planDeclaration, writeChanges } from './apply/apply-declaration.ts'
import { decodeDeclaration } from './apply/declaration.ts'
import { readText } from './apply-command.ts'
import { columns, timeText } from './columns.ts'
import { argument, type Command, type CommandCall, CommandError } from './command.ts'
import type { OpenServer } from './open-server.ts'
import { type OptionNames, tellingOptions } from './option-problems.ts'

const noOptions = { prune: false, resetPasswords: false, weak: false }

/** Which option is to be changed when a member of the account is wrong. */
const optionNames: OptionNames = {
  email: 'EMAIL',
  password: '--password-file',
  roles: '--role',
  claims: '--name',
}

const create: Command = {
  name: 'account create',
  positionals: ['EMAIL'],
  summary: 'Make an account.',
  details: [
    'Without a password file it prints a link, good for one hour, at which its owner sets a password.',
  ],
  options: {
    role: {
      type: 'string',
      multiple: true,
      value: 'ROLE',
      help: 'homeowner (default), developer or operator; may stand there several times.',
    },
    name: { type: 'string', value: 'NAME', help: "The person's name." },
    'password-file': {
      type: 'string',
      value: 'FILE',
      help: 'A file whose first line is the password; - for the standard input.',
    },
  },
  run: async (call) => {
    const email = argument(call, 0)
    const file = call.text('password-file')
    const password = file === undefined ? undefined : firstLine(await readText(call, file))
    const opened = await call.open()
    const { server, apply, homes } = opened
    if ((await server.store.findAccountByEmail(email.toLowerCase())) !== undefined)
      throw new CommandError(`There is an account ${email} already.`)
    const name = call.text('name')
    const account = {
      email,
      password,
      roles: call.texts('role'),
      claims: name === undefined ? undefined : { name },
    }
    await tellingOptions(optionNames, async () => {
      const declaration = decodeDeclaration({ accounts: [withoutUndefined(account)] }, homes.schema)
      await writeChanges(await planDeclaration(apply, declaration, noOptions), call.out)
    })
    if (password === undefined) await printLink(call, opened, await findAccount(opened, email))
  },
}

const list: Command = {
  name: 'account list',
  positionals: [],
  summary: 'List the accounts.',
  options: {},
  run: async (call) => {
    const { server } = await call.open()
    const accounts = await server.store.listAccounts()
    const rows = accounts.map(({ email, roles, state, createdAt, passwordHash }) => {
      const kind = state === 'active' && passwordHash === '' ? 'no password yet' : state
      return [email, roles.join(','), kind, timeText(createdAt)]
    })
    for (const line of columns([['EMAIL', 'ROLES', 'STATE', 'SINCE'], ...rows])) call.out(line)
  },
}

const reset: Command = {
  name: 'account reset',
  positionals: ['EMAIL'],
  summary: 'Print a link, good for one hour, at which an account sets a new password.',
  options: {},
  run: async (call) => {
    const opened = await call.open()
    const account = await findAccount(opened, argument(call, 0))
    if (account.state !== 'active')
      throw new CommandError(`The account ${account.email} is ${account.state}.`)
    await printLink(call, opened, account)
  },
}

/** A command that does nothing but set the state of an account. */
function stateCommand(verb: string, state: State, action: AuditAction, summary: string): Command {
  return {
    name: `account ${verb}`,
    positionals: ['EMAIL'],
    summary,
    options: {},
    run: async (call) => {
      const opened = await call.open()
      const account = await findAccount(opened, argument(call, 0))
      if (account.state === 'ended' && state !== 'ended')
        throw new CommandError(`The account ${account.email} was ended, and that is for good.`)
      const { server, apply } = opened
      if (account.state !== state)
        await server.store.setAccountState(account.id, state, { actor: apply.actor, action })
      call.out(`account ${account.email}: ${state}`)
    },
  }
}

export async function findAccount({ server }: OpenServer, email: string): Promise<Account> {
  const account = await server.store.findAccountByEmail(email.toLowerCase())
  if (account === undefined) throw new CommandError(`There is no account ${email}.`)
  return account
}

/** Whoever has the link has the account, so it is told before it is printed. */
async function printLink(
  { out }: CommandCall,
  { server, apply }: OpenServer,
  account: Account,
): Promise<void> {
  const audit = { actor: apply.actor, action: 'password reset link made' } as const
  await server.store.addAuditEntry({ kind: 'account', id: account.id }, audit)
  out(passwordResetLink(server, account))
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? ''
}

function withoutUndefined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}

export const accountCommands: readonly Command[] = [
  create,
  list,
  reset,
  stateCommand(
    'suspend',
    'suspended',
    'account suspended',
    'Stop an account and all its connections until it is restored.',
  ),
  stateCommand(
    'restore',
    'active',
    'account restored',
    'Let a suspended account and its connections live again.',
  ),
  stateCommand('end', 'ended', 'account ended', 'End an account and all its connections for good.'),
]
