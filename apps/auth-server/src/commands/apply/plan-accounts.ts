import { randomToken } from '@latchkey/protocol'
import { hashPassword, passwordMatches, passwordProblem } from '../../login/password.ts'
import type { Account } from '../../store/records.ts'
import {
  type ApplyContext,
  type ApplyOptions,
  type Change,
  differences,
  type Plan,
  repeated,
} from './change.ts'
import type { AccountDeclaration } from './declaration.ts'

const passwordReasons = {
  short: 'a password has at least 8 characters',
  long: 'a password has at most 1024 characters',
  common: 'this password is one of the most common ones',
} as const

/** Why this may not be a password, in a sentence. */
export function passwordReason(password: string): string | undefined {
  const problem = passwordProblem(password)
  return problem === undefined ? undefined : passwordReasons[problem]
}

export interface AccountsPlan extends Plan {
  /** E-mail → id, of those that are there and those that will be. */
  readonly ids: ReadonlyMap<string, string>
}

/** Accounts as declared; roles and claims that are left out stay as they are. */
export async function planAccounts(
  context: ApplyContext,
  options: ApplyOptions,
  declared: readonly AccountDeclaration[],
  present: readonly Account[],
): Promise<AccountsPlan> {
  const path = (index: number) => `accounts[${index}].email`
  const byEmail = new Map(present.map((account) => [account.email, account]))
  const changes: Change[] = []
  const ids = new Map(present.filter(({ state }) => state !== 'ended').map(({ email, id }) => [email, id]))
  for (const account of declared) {
    const before = byEmail.get(account.email)
    if (before === undefined) {
      const added = newAccount(account, context.now())
      ids.set(added.email, added.id)
      changes.push(addition(context, added, account.password))
    } else changes.push(...(await alterations(context, options, account, before)))
  }
  return {
    ids,
    changes,
    removals: removals(context, declared, present),
    problems: [
      ...repeated(declared, path, ({ email }) => email),
      ...declared.flatMap((account, index) => problemsOf(account, `accounts[${index}]`, byEmail)),
    ],
  }
}

function newAccount({ email, roles, claims }: AccountDeclaration, now: number): Account {
  return {
    id: randomToken(128),
    email,
    // No password matches an empty hash: the account waits for its reset link.
    passwordHash: '',
    roles: roles ?? ['homeowner'],
    claims: claims ?? {},
    createdAt: now,
    state: 'active',
    counter: 0,
  }
}

function addition({ store, actor }: ApplyContext, account: Account, password: string | undefined): Change {
  return {
    line: `account ${account.email}: added as ${account.roles.join(', ')}`,
    write: async () => {
      const passwordHash = password === undefined ? account.passwordHash : await hashPassword(password)
      const detail = { roles: account.roles }
      const audit = { actor, action: 'account created', detail } as const
      if (await store.addAccount({ ...account, passwordHash }, audit)) return
      throw new Error(
        `The account ${account.email} was added by somebody else a moment ago. Run apply again.`,
      )
    },
  }
}

async function alterations(
  { store, actor }: ApplyContext,
  { resetPasswords }: ApplyOptions,
  { password, ...declared }: AccountDeclaration,
  present: Account,
): Promise<readonly Change[]> {
  const { email, id } = present
  const profile = { roles: declared.roles ?? present.roles, claims: declared.claims ?? present.claims }
  const changed = differences(profile, present)
  const changes: Change[] = []
  if (changed.length > 0)
    changes.push({
      line: `account ${email}: changed ${changed.join(', ')}`,
      write: () =>
        store.saveProfile(id, profile, {
          actor,
          action: 'account changed',
          detail: changeOf(changed, profile),
        }),
    })
  if (resetPasswords && password !== undefined && !(await passwordMatches(password, present.passwordHash)))
    changes.push({
      line: `account ${email}: set the password`,
      write: async () => {
        const hash = await hashPassword(password)
        await store.savePassword(id, hash, {}, { actor, action: 'password changed' })
      },
    })
  return changes
}

/** Which members changed, and the roles where they did: whoever reads the log looks for those. */
function changeOf(changed: readonly string[], { roles }: Pick<Account, 'roles'>) {
  return { changed, ...(changed.includes('roles') && { roles }) }
}

function removals(
  { store, actor }: ApplyContext,
  declared: readonly AccountDeclaration[],
  present: readonly Account[],
): readonly Change[] {
  const named = new Set(declared.map(({ email }) => email))
  return present
    .filter(({ email, state }) => state !== 'ended' && !named.has(email))
    .map(({ email, id }) => ({
      line: `account ${email}: ended`,
      write: () => store.setAccountState(id, 'ended', { actor, action: 'account ended' }),
    }))
}

function problemsOf(
  { email, password }: AccountDeclaration,
  path: string,
  present: ReadonlyMap<string, Account>,
): readonly string[] {
  const reason = password === undefined ? undefined : passwordReason(password)
  const problems = reason === undefined ? [] : [`${path}.password: ${reason}`]
  if (present.get(email)?.state === 'ended')
    problems.push(`${path}.email: the account ${email} was ended for good`)
  return problems
}
