import { randomToken } from '@latchkey/protocol'
import type { Context } from 'hono'
import { keepLanguageOf } from '../authorize/request-in-progress.ts'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { languageOf } from '../pages/language.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { emailSchema, readableName } from '../registration/schema-parts.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import { nextPath, withNext } from '../sessions/next-path.ts'
import { startSession } from '../sessions/session.ts'
import type { Account } from '../store/records.ts'
import { countFromNetwork } from './count-from-network.ts'
import { hashPassword, passwordProblem, shortestPassword } from './password.ts'
import { signUpClosedPage, signUpPage } from './sign-up-page.ts'
import type { SignUpProblem } from './sign-up-texts.ts'

interface Wanted {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly next: string | undefined
}

/** GET /sign-up */
export async function signUpEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const next = nextPath(c.req.query('next'))
  await keepLanguageOf(server, c, next)
  if (server.signUp === 'closed') {
    const page = signUpClosedPage(server.brand, languageOf(c), withNext('/login', next))
    return answerPage(server, c, page, { status: 403 })
  }
  return showForm(server, c, { name: '', email: '', password: '', next }, undefined)
}

/** POST /sign-up: makes the account and signs in with it. */
export async function signUpFormEndpoint(server: ServerContext, c: Context): Promise<Response> {
  if (server.signUp === 'closed') return signUpEndpoint(server, c)
  const form = await readForm(c)
  const next = nextPath(form.get('next'))
  await keepLanguageOf(server, c, next)
  if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
  const wanted = {
    name: form.get('name')?.trim() ?? '',
    email: form.get('email')?.trim() ?? '',
    password: form.get('password') ?? '',
    next,
  }
  const made = problemOf(wanted) ?? (await makeAccount(server, c, wanted))
  if (typeof made === 'string') return showForm(server, c, wanted, made)
  await startSession(server, c, made)
  return c.redirect(wanted.next ?? '/', 303)
}

function problemOf({ name, email, password }: Wanted): SignUpProblem | undefined {
  if (!readableName.safeParse(name).success) return 'name'
  if (!emailSchema.safeParse(email).success) return 'email'
  const problem = passwordProblem(password)
  return problem === 'long' ? 'short' : problem
}

async function makeAccount(
  server: ServerContext,
  c: Context,
  { name, email, password, next }: Wanted,
): Promise<Account | SignUpProblem> {
  const { store, now, passwordQueue } = server
  // Counted inside the queue: as many as are hashed at once is all that can slip past the limit.
  const passwordHash = await passwordQueue.enter(async () =>
    (await countFromNetwork(server, c, 'sign-up')) ? undefined : hashPassword(password),
  )
  if (passwordHash === 'busy') return 'busy'
  if (passwordHash === undefined) return 'wait'
  const account: Account = {
    id: randomToken(128),
    email: email.toLowerCase(),
    passwordHash,
    // Nobody has proven the address: no claim says so.
    claims: { name: name.trim() },
    roles: next?.startsWith('/console') ? ['homeowner', 'developer'] : ['homeowner'],
    createdAt: now(),
    state: 'active',
    counter: 0,
  }
  const isAdded = await store.addAccount(account, { actor: actorOf({ account }), action: 'account created' })
  return isAdded ? account : 'taken'
}

const statusOf = { wait: 429, busy: 503 } as const

function showForm(
  server: ServerContext,
  c: Context,
  { name, email, next }: Wanted,
  problem: SignUpProblem | undefined,
): Promise<Response> {
  const page = signUpPage({
    brand: server.brand,
    lang: languageOf(c),
    form: { action: '/sign-up', formToken: formTokenOf(server, c), next },
    ...{ name, email, problem },
    minimumLength: shortestPassword,
    signInHref: withNext('/login', next),
  })
  const isBusy = problem === 'wait' || problem === 'busy'
  return answerPage(server, c, page, {
    status: problem === undefined ? 200 : isBusy ? statusOf[problem] : 400,
  })
}
