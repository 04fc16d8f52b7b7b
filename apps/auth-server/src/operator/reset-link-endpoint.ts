import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ServerContext } from '../context.ts'
import { passwordResetLink } from '../login/password-reset.ts'
import { secretOnce } from '../pages/copyable.ts'
import type { Html } from '../pages/html.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { Account } from '../store/records.ts'
import { actionForm, actionRefused } from './action-page.ts'
import { accountPath, answerOperatorPage } from './operator-page.ts'
import { accounts } from './places.ts'

/** GET /operator/accounts/:accountId/reset */
export async function resetLinkEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const account = await accounts.find(server, c)
  if (account === undefined) return notFound(server, c)
  const form = { action: accountPath(account.id, 'reset'), formToken: formTokenOf(server, c) }
  const body =
    account.state === 'active'
      ? actionForm({ form, says, button: 'Make the link', kind: 'main', backHref: accountPath(account.id) })
      : actionRefused(refusal(account), accountPath(account.id), false)
  return answer(server, c, { account, signedIn, body, status: 200 })
}

const says = [
  'You get a link, shown once. Whoever opens it within an hour sets a new password and has the account.',
  'Give it to the account’s owner only, and in a way that nobody else can read.',
  'The present password works until then. When a new one is set, every browser is signed out.',
  'That you made the link stands in the audit log.',
]

/** POST: makes the link and shows it, this once. Whoever has it has the account, so it is told before it is shown. */
export async function resetLinkFormEndpoint(
  server: ServerContext,
  c: Context,
  signedIn: SignedIn,
): Promise<Response> {
  const form = await readForm(c)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const account = await accounts.find(server, c)
  if (account === undefined) return notFound(server, c)
  if (account.state !== 'active') {
    const body = actionRefused(refusal(account), accountPath(account.id), true)
    return answer(server, c, { account, signedIn, body, status: 409 })
  }
  const detail = { email: account.email }
  const audit = { actor: actorOf(signedIn), action: 'password reset link made', detail } as const
  await server.store.addAuditEntry({ kind: 'account', id: account.id }, audit)
  return answer(server, c, { account, signedIn, body: linkBody(server, account), status: 200 })
}

function linkBody(server: ServerContext, account: Account): Html {
  const once = secretOnce({
    id: 'reset-link',
    label: 'Link to set a new password',
    value: passwordResetLink(server, account),
    text: 'It is shown only now, works once, and is good for one hour.',
  })
  return html`${once}
<p><a class="button" href="${accountPath(account.id)}">Back to the account</a></p>`
}

function refusal({ state }: Account): string {
  return state === 'ended'
    ? 'This account was ended, and that is for good.'
    : 'This account is suspended, and no link would work. Restore it first.'
}

interface Shown {
  readonly account: Account
  readonly signedIn: SignedIn
  readonly body: Html
  readonly status: number
}

function answer(
  server: ServerContext,
  c: Context,
  { account, signedIn, body, status }: Shown,
): Promise<Response> {
  return answerOperatorPage(server, c, signedIn, {
    title: `${status === 200 ? '' : 'Problem: '}A link to set a password`,
    heading: pageHeading({ title: 'A link to set a new password', lead: accounts.nameOf(account) }),
    trail: accounts.trailOf(account),
    scripts: ['copy'],
    body,
    status,
  })
}
