import { randomIdentifier } from '@latchkey/protocol'
import { findAccount } from './account-commands.ts'
import { planDeclaration, writeChanges } from './apply/apply-declaration.ts'
import { decodeDeclaration } from './apply/declaration.ts'
import { deleteHome } from './apply/plan-structures.ts'
import { columns } from './columns.ts'
import { argument, type Command, type CommandCall, CommandError } from './command.ts'
import { mixedTypes, newHome } from './new-home.ts'
import { type OptionNames, tellingOptions } from './option-problems.ts'

const one = { type: 'string' } as const
const mostDevices = 500
const mostHomes = 1000

/** Which option is to be changed when a member of the home is wrong. */
const optionNames: OptionNames = {
  id: '--id',
  name: '--name',
  owner: '--owner',
  timeZone: '--time-zone',
  devices: '--types',
}

const create: Command = {
  name: 'home create',
  positionals: [],
  summary: 'Make a home with many devices, as somebody would fit it out.',
  details: [
    'Rooms and names are made up; the same options make the same devices. The owner is an account that is there already.',
  ],
  options: {
    owner: { ...one, value: 'EMAIL', help: 'The account of its homeowner.' },
    name: { ...one, value: 'NAME', help: 'What it is called; Home when it is left out.' },
    devices: {
      ...one,
      value: 'N',
      help: `How many devices, ${mostDevices} at most; 10 when it is left out.`,
    },
    types: {
      ...one,
      value: 'TYPES',
      help: `Of these only, with commas between: ${mixedTypes.join(', ')}.`,
    },
    homes: { ...one, value: 'M', help: 'How many such homes, numbered; 1 when it is left out.' },
    id: { ...one, value: 'ID', help: 'The id of the home; made at random when it is left out.' },
    'time-zone': { ...one, value: 'ZONE', help: 'An IANA name; Europe/Stockholm when it is left out.' },
  },
  run: async (call) => {
    const homes = homesFrom(call)
    const opened = await call.open()
    const taken = new Set((await opened.homes.listAllStructures()).map(({ id }) => id))
    const there = homes.find(({ id }) => taken.has(id))
    if (there !== undefined) throw new CommandError(`There is a home ${there.id} already.`)
    await tellingOptions(optionNames, async () => {
      const declaration = decodeDeclaration({ structures: homes }, opened.homes.schema)
      const options = { prune: false, resetPasswords: false, weak: false }
      await writeChanges(await planDeclaration(opened.apply, declaration, options), () => undefined)
    })
    for (const { id, name, devices, rooms = [] } of homes)
      call.out(`home ${id}: ${name}, ${devices.length} devices in ${rooms.length} rooms`)
  },
}

function homesFrom(call: CommandCall) {
  const owner = call.text('owner')
  if (owner === undefined) throw new CommandError('Say whose home it is: --owner EMAIL')
  const count = numberOf(call, 'homes', 1, mostHomes)
  const base = call.text('id') ?? `home-${randomIdentifier(48).toLowerCase()}`
  const name = call.text('name') ?? 'Home'
  const more = {
    owner,
    timeZone: call.text('time-zone') ?? 'Europe/Stockholm',
    devices: numberOf(call, 'devices', 10, mostDevices),
    types: typesOf(call.text('types')),
  }
  if (count === 1) return [newHome({ id: base, name, ...more })]
  return Array.from({ length: count }, (_, at) =>
    newHome({ id: `${base}-${at + 1}`, name: `${name} ${at + 1}`, ...more }),
  )
}

function numberOf(call: CommandCall, option: string, usual: number, most: number): number {
  const text = call.text(option)
  const number = Number(text ?? usual)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new CommandError(`--${option} ${text} is no number of ${option}: write one from 1 to ${most}.`)
}

function typesOf(text: string | undefined): readonly string[] {
  const types = (text ?? '').split(',').map((type) => type.trim())
  const given = types.filter((type) => type !== '')
  const unknown = given.find((type) => !mixedTypes.includes(type))
  if (unknown === undefined) return given
  throw new CommandError(`There is no type of device "${unknown}". There are: ${mixedTypes.join(', ')}.`)
}

const list: Command = {
  name: 'home list',
  positionals: [],
  summary: 'List the homes.',
  options: { owner: { ...one, value: 'EMAIL', help: 'Only those of this account.' } },
  run: async (call) => {
    const opened = await call.open()
    const email = call.text('owner')
    const owner = email === undefined ? undefined : (await findAccount(opened, email)).id
    const emails = new Map(
      (await opened.server.store.listAccounts()).map((account) => [account.id, account.email]),
    )
    const homes = (await opened.homes.listAllStructures()).filter(
      (home) => owner === undefined || home.owner === owner,
    )
    const rows = homes.map((home) => [
      home.id,
      home.name,
      emails.get(home.owner) ?? home.owner,
      String(home.devices.length),
    ])
    for (const line of columns([['ID', 'NAME', 'OWNER', 'DEVICES'], ...rows])) call.out(line)
  },
}

const remove: Command = {
  name: 'home delete',
  positionals: ['ID'],
  summary: 'Delete a home with its devices for good.',
  options: {},
  run: async (call) => {
    const id = argument(call, 0)
    const { apply, homes } = await call.open()
    if (!(await homes.listAllStructures()).some((home) => home.id === id))
      throw new CommandError(`There is no home ${id}.`)
    await deleteHome(apply, id)
    call.out(`home ${id}: deleted`)
  },
}

export const homeCommands: readonly Command[] = [create, list, remove]
