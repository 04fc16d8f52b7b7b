import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Account, Role } from '../store/records.ts'
import { lastOperator } from './action-endpoints.ts'
import { actionRefused } from './action-page.ts'
import { accountPath, answerOperatorPage } from './operator-page.ts'
import { accounts } from './places.ts'
import { allRoles } from './role-words.ts'
import { fieldOf, rolesForm } from './roles-page.ts'

/** What is said on the page of the account afterwards. */
export const rolesChanged = 'The roles are changed.'

/** GET /operator/accounts/:accountId/roles */
export async function rolesEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const account = await accounts.find(server, c)
  if (account === undefined) return notFound(server, c)
  return showRoles(server, c, { account, signedIn, chosen: account.roles, problem: undefined })
}

/** POST: the roles that are ticked, and no others. */
export async function rolesFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const account = await accounts.find(server, c)
  if (account === undefined) return notFound(server, c)
  const chosen = allRoles.filter((role) => form.has(fieldOf(role)))
  const problem =
    problemOf(account, signedIn.account, chosen) ?? (await saveRoles(server, signedIn, account, chosen))
  return problem === undefined
    ? c.redirect(`${accountPath(account.id)}?done=roles`, 303)
    : showRoles(server, c, { account, signedIn, chosen, problem })
}

function problemOf(account: Account, actor: Account, chosen: readonly Role[]): string | undefined {
  if (account.state === 'ended') return 'This account was ended, and that is for good.'
  if (chosen.length === 0) return 'Choose at least one role. To keep somebody out, suspend the account.'
  const isOwn = account.id === actor.id
  if (isOwn && !chosen.includes('operator'))
    return 'You cannot take the operator’s role from yourself. Ask another operator.'
  return undefined
}

async function saveRoles(
  { store }: ServerContext,
  signedIn: SignedIn,
  { id, email, roles: before, claims }: Account,
  roles: readonly Role[],
): Promise<string | undefined> {
  if (roles.length === before.length && roles.every((role) => before.includes(role))) return undefined
  const detail = { email, changed: ['roles'], roles, before }
  const audit = { actor: actorOf(signedIn), action: 'account changed', detail } as const
  const keepsOperator = before.includes('operator')
  return (await store.saveProfile(id, { roles, claims }, audit, { keepsOperator })) ? undefined : lastOperator
}

interface Shown {
  readonly account: Account
  readonly signedIn: SignedIn
  readonly chosen: readonly Role[]
  readonly problem: string | undefined
}

function showRoles(
  server: ServerContext,
  c: Context,
  { account, signedIn, chosen, problem }: Shown,
): Promise<Response> {
  const backHref = accountPath(account.id)
  const form = { action: accountPath(account.id, 'roles'), formToken: formTokenOf(server, c) }
  const isOwn = account.id === signedIn.account.id
  return answerOperatorPage(server, c, signedIn, {
    title: `${problem === undefined ? '' : 'Problem: '}Roles of an account`,
    heading: pageHeading({ title: 'Which roles has this account?', lead: accounts.nameOf(account) }),
    trail: accounts.trailOf(account),
    body:
      account.state === 'ended'
        ? actionRefused('This account was ended, and that is for good.', backHref, problem !== undefined)
        : rolesForm({ form, chosen, isOwn, problem, backHref }),
    status: problem === undefined ? 200 : 409,
  })
}
