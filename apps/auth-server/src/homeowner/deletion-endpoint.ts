import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { frameTexts } from '../pages/page-texts.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import { endSession, type SignedIn } from '../sessions/session.ts'
import type { Account, Client } from '../store/records.ts'
import { answerHomePage } from './answer-home-page.ts'
import { type DeletionProblem, deletionBody, goodbyePage } from './deletion-page.ts'
import { deletionTexts } from './deletion-texts.ts'

const mostApps = 10

/** GET /home/delete says what will happen. */
export async function deleteAccountEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  return showForm(server, c, signedIn, undefined)
}

/** POST /home/delete */
export async function deleteAccountFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const isConfirmed = form.get('confirmation')?.trim().toLowerCase() === signedIn.account.email
  if (!isConfirmed) return showForm(server, c, signedIn, 'wrongConfirmation')
  if (!(await deleteAccount(server, signedIn))) return showForm(server, c, signedIn, 'onlyOperator')
  await endSession(server, c)
  return answerPage(server, c, goodbyePage(server.brand, languageOf(c)))
}

/**
 * The homes first: who knows them may not answer, and then nothing was changed. Then every token dies; whatever fails after that
 * leaves an account that can do nothing, and an operator may finish it. `false`: nobody else could operate this server.
 */
async function deleteAccount(server: ServerContext, signedIn: SignedIn): Promise<boolean> {
  const { id, roles } = signedIn.account
  const actor = actorOf(signedIn)
  const keepsOperator = roles.includes('operator')
  if (keepsOperator && !(await hasOtherOperator(server, id))) return false
  await server.homes.deleteHomes(id)
  const ending = { actor, action: 'account ended' } as const
  const isEnded = await server.store.setAccountState(id, 'ended', ending, { keepsOperator })
  if (!isEnded && keepsOperator) return false
  await server.store.deleteAccount(id, { actor, action: 'account deleted' })
  return true
}

/** Before anything is deleted; whether it is still so is asked once more, in one step with the ending. */
async function hasOtherOperator({ store }: ServerContext, id: string): Promise<boolean> {
  const accounts = await store.listAccounts()
  return accounts.some(
    (other) => other.id !== id && other.state === 'active' && other.roles.includes('operator'),
  )
}

async function showForm(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
  problem: DeletionProblem | undefined,
): Promise<Response> {
  const { account } = signedIn
  const [homes, clients] = await Promise.all([
    server.homes.listShareableHomes(account.id),
    server.store.listClientsOf(account.id),
  ])
  const lang = languageOf(c)
  const { heading, title, lead } = deletionTexts[lang]
  const own = clients.filter(({ ownerId }) => ownerId === account.id)
  return answerHomePage(server, c, signedIn, {
    below: 'account',
    title: problem === undefined ? title : frameTexts[lang].problemTitle(title),
    heading: pageHeading({ title: heading, lead }),
    status: problem === undefined ? 200 : 400,
    body: deletionBody({
      lang,
      form: { action: '/home/delete', formToken: formTokenOf(server, c) },
      email: account.email,
      homes: homes.map(({ name }) => name),
      apps: own.slice(0, mostApps).map((app) => ({ name: app.name, isPassedOn: hasHeir(app, account) })),
      moreApps: Math.max(0, own.length - mostApps),
      problem,
    }),
  })
}

function hasHeir({ members }: Client, { id }: Account): boolean {
  return members.some(({ accountId, role }) => role === 'developer' && accountId !== id)
}
