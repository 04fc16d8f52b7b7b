import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import type { Html } from '../pages/html.ts'
import { notFound } from '../pages/not-found.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { readForm } from '../pages/read-form.ts'
import { stalePage } from '../pages/stale-page.ts'
import { actorOf } from '../sessions/actor-of.ts'
import { formTokenOf, isOwnForm } from '../sessions/browser.ts'
import type { SignedIn } from '../sessions/session.ts'
import type { PersonEndpoint } from '../sessions/signed-in-page.ts'
import type { Action } from './action.ts'
import { actionForm, actionRefused } from './action-page.ts'
import { answerOperatorPage } from './operator-page.ts'

/** Apps, or accounts: where their pages are and how one is found. */
export interface Place<T> {
  readonly find: (server: ServerContext, c: Context) => Promise<T | undefined>
  readonly pathOf: (subject: T, part?: string) => string
  readonly nameOf: (subject: T) => Html
  readonly trailOf: (subject: T) => readonly { readonly title: string; readonly href: string }[]
  readonly countConnected: (server: ServerContext, subject: T) => Promise<number>
}

/** The page that says what happens, and what its form does. */
export interface ActionEndpoints {
  readonly show: PersonEndpoint
  readonly take: PersonEndpoint
}

/** Of every action of a table. */
export function actionEndpointsOf<T, N extends string>(
  place: Place<T>,
  actions: Readonly<Record<N, Action<T>>>,
): Readonly<Record<N, ActionEndpoints>> {
  const entries = Object.entries<Action<T>>(actions)
  return Object.fromEntries(
    entries.map(([name, action]) => [name, endpointsOf(place, name, action)]),
  ) as Record<N, ActionEndpoints>
}

function endpointsOf<T>(place: Place<T>, name: string, action: Action<T>): ActionEndpoints {
  return {
    show: async (server, c, signedIn) => {
      const subject = await place.find(server, c)
      if (subject === undefined) return notFound(server, c)
      return showAction(server, c, { place, name, action, subject, signedIn })
    },
    take: async (server, c, signedIn) => {
      const form = await readForm(c)
      if (!isOwnForm(server, c, form.get('form_token'))) return stalePage(server, c)
      const subject = await place.find(server, c)
      if (subject === undefined) return notFound(server, c)
      const asked = { place, name, action, subject, signedIn }
      const refusal = action.refusal(subject, signedIn.account)
      if (refusal !== undefined) return refuse(server, c, asked, refusal, true)
      const typed = form.get('confirmation')?.trim()
      if (action.typed !== undefined && typed !== action.typed.wordOf(subject))
        return showAction(server, c, { ...asked, isWrong: true })
      if (await action.run(server, subject, actorOf(signedIn)))
        return c.redirect(`${place.pathOf(subject)}?done=${name}`, 303)
      const now = await place.find(server, c)
      const reason = now && action.refusal(now, signedIn.account)
      return refuse(server, c, asked, reason ?? lastOperator, true)
    },
  }
}

/** Other reasons are found before; two operators who act against each other at once meet this one. */
export const lastOperator = 'Nothing was done: without this account no operator would be left.'

interface Asked<T> {
  readonly place: Place<T>
  readonly name: string
  readonly action: Action<T>
  readonly subject: T
  readonly signedIn: SignedIn
  readonly isWrong?: boolean
}

async function showAction<T>(server: ServerContext, c: Context, asked: Asked<T>): Promise<Response> {
  const { place, name, action, subject, signedIn, isWrong = false } = asked
  const refusal = action.refusal(subject, signedIn.account)
  if (refusal !== undefined) return refuse(server, c, asked, refusal, false)
  const { typed } = action
  const body = actionForm({
    form: { action: place.pathOf(subject, name), formToken: formTokenOf(server, c) },
    says: action.says(subject, await place.countConnected(server, subject)),
    button: action.button,
    kind: action.kind,
    typed: typed && { label: typed.label, word: typed.wordOf(subject), isWrong },
    backHref: place.pathOf(subject),
  })
  return answer(server, c, asked, body, isWrong ? 400 : 200)
}

/** 409 after a form: what it asked for is no longer possible. */
function refuse<T>(
  server: ServerContext,
  c: Context,
  asked: Asked<T>,
  sentence: string,
  isAnswer: boolean,
): Promise<Response> {
  const body = actionRefused(sentence, asked.place.pathOf(asked.subject), isAnswer)
  return answer(server, c, asked, body, isAnswer ? 409 : 200)
}

function answer<T>(
  server: ServerContext,
  c: Context,
  { place, action, subject, signedIn }: Asked<T>,
  body: Html,
  status: number,
): Promise<Response> {
  return answerOperatorPage(server, c, signedIn, {
    title: `${status === 200 ? '' : 'Problem: '}${action.title}`,
    heading: pageHeading({ title: action.question, lead: place.nameOf(subject) }),
    trail: place.trailOf(subject),
    body,
    status,
  })
}
