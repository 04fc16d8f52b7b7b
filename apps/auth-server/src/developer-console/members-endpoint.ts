import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { countEmailQuestion } from '../login/count-from-network.ts'
import { buttonForm } from '../pages/button-form.ts'
import { dataTable } from '../pages/data-table.ts'
import { errorSummary, type FieldProblem } from '../pages/error-summary.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { field, hiddenFields } from '../pages/form.ts'
import { radioCards } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'
import { pageHeading, sectionHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { dayText } from '../pages/time-text.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import { type ClientMember, type MemberRole, memberRoles } from '../store/records.ts'
import { answerConsolePage, appPath, appTrail } from './console-page.ts'
import { mostOf, roleWords } from './members.ts'
import type { OwnApp } from './own-app.ts'

/** GET /console/apps/:clientId/members */
export function membersEndpoint(server: ServerContext, c: Context, own: OwnApp): Promise<Response> {
  return showMembers(server, c, own, { email: '', role: 'tester' }, [])
}

const waitAWhile = 'Too many people were added from your network. Wait an hour, then try again.'

interface Invitation {
  readonly email: string
  readonly role: MemberRole
}

/** POST: adds somebody, or takes somebody away. */
export async function membersFormEndpoint(server: ServerContext, c: Context, own: OwnApp): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const leaving = form.get('remove')
  if (leaving !== undefined) await remove(server, own, leaving)
  else {
    const role = memberRoles.find((known) => known === form.get('role')) ?? 'tester'
    const invitation = { email: (form.get('email') ?? '').trim().toLowerCase(), role }
    const isOneTooMany = await countEmailQuestion(server, c)
    const problem = isOneTooMany ? waitAWhile : await add(server, own, invitation)
    if (problem !== undefined)
      return showMembers(server, c, own, invitation, [{ fieldId: 'email', text: problem }], isOneTooMany)
  }
  return c.redirect(appPath(own.client, 'members'), 303)
}

async function add(
  server: ServerContext,
  { client, signedIn }: OwnApp,
  { email, role }: Invitation,
): Promise<string | undefined> {
  const account = await server.store.findAccountByEmail(email)
  if (account?.state !== 'active')
    return 'There is no account with this e-mail. Ask the person to make one here first, and to tell you its address.'
  if (account.id === client.ownerId) return 'The app is this account’s own already.'
  const member: ClientMember = { accountId: account.id, role, createdAt: server.now() }
  const audit = { actor: actorOf(signedIn), action: 'member added', detail: { email, role } } as const
  const isSaved = await server.store.saveMember(client.clientId, member, mostOf[role], audit)
  return isSaved ? undefined : `There are ${mostOf[role]} already, and more are not possible.`
}

async function remove(server: ServerContext, { client, signedIn }: OwnApp, accountId: string): Promise<void> {
  const member = client.members.find((known) => known.accountId === accountId)
  if (member === undefined) return
  const detail = { role: member.role, email: (await server.records.account(accountId))?.email }
  const audit = { actor: actorOf(signedIn), action: 'member removed', detail } as const
  await server.store.removeMember(client.clientId, accountId, audit)
}

async function showMembers(
  server: ServerContext,
  c: Context,
  { signedIn, client }: OwnApp,
  invitation: Invitation,
  problems: readonly FieldProblem[],
  isOneTooMany = false,
): Promise<Response> {
  const formToken = formTokenOf(server, c)
  const form = { action: appPath(client, 'members'), formToken }
  const body = html`<section class="card">${dataTable({
    caption: 'People of this app',
    showsCaption: false,
    columns: [
      { title: 'E-mail' },
      { title: 'Role' },
      { title: 'Since', kind: 'short' },
      { title: 'Actions', kind: 'actions' },
    ],
    rows: await rowsOf(server, { signedIn, client }, form),
    empty: 'Nobody yet.',
  })}</section>
${invitationForm(form, invitation, problems)}`
  return answerConsolePage(server, c, signedIn, {
    title: `${problems.length > 0 ? 'Problem: ' : ''}People of the app`,
    heading: pageHeading({ title: 'People of the app' }),
    trail: appTrail(client),
    body,
    status: isOneTooMany ? 429 : problems.length > 0 ? 400 : 200,
  })
}

async function rowsOf(
  server: ServerContext,
  { client }: OwnApp,
  form: { readonly action: string; readonly formToken: string },
): Promise<readonly (readonly (Html | string)[])[]> {
  const emailOf = async (id: string | undefined) =>
    (id === undefined ? undefined : (await server.records.account(id))?.email) ?? 'an account that is gone'
  const owner = [foreignText(await emailOf(client.ownerId), 254), 'Owner', dayText(client.createdAt), '']
  const members = client.members.map(async ({ accountId, role, createdAt }, at) => {
    const email = await emailOf(accountId)
    const button = { form, id: `remove-${at}`, label: 'Remove', about: email, kind: 'danger' } as const
    return [
      foreignText(email, 254),
      roleWords[role].title,
      dayText(createdAt),
      buttonForm({ ...button, values: { remove: accountId } }),
    ]
  })
  return [owner, ...(await Promise.all(members))]
}

function invitationForm(
  form: { readonly action: string; readonly formToken: string },
  { email, role }: Invitation,
  problems: readonly FieldProblem[],
): Html {
  const choices = memberRoles.toReversed().map((value) => ({
    value,
    title: roleWords[value].title,
    explanation: `${roleWords[value].text} ${mostOf[value]} at most.`,
  }))
  const [problem] = problems
  return html`<form class="card form" id="add-member-form" method="post" action="${form.action}">${hiddenFields(form)}
${sectionHeading({ title: 'Add somebody' })}
${errorSummary(problems, 'Nobody was added')}
${field({ name: 'email', label: 'E-mail of the account', type: 'email', autocomplete: 'off', value: email, ...(problem && { error: problem.text }) })}
${radioCards({ name: 'role', label: 'As', choices, chosen: role })}
<div class="actions"><button class="button main" id="add-member-submit">Add</button></div></form>`
}
