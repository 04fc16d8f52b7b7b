import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerSitePage } from '../pages/answer-site-page.ts'
import type { Html } from '../pages/html.ts'
import { type Language, languageOf } from '../pages/language.ts'
import { notice } from '../pages/notice.ts'
import type { Tab } from '../pages/site-frame.ts'
import type { SignedIn } from '../sessions/session.ts'
import { homeTexts } from './home-texts.ts'
import { type Times, timesIn } from './times.ts'

const hrefs = { homes: '/home', apps: '/home/apps', account: '/home/account' } as const
type Part = keyof typeof hrefs

/** How the person reads. */
export interface Reader {
  readonly lang: Language
  readonly times: Times
}

export function readerOf(c: Context, { account }: SignedIn): Reader {
  const lang = languageOf(c)
  return { lang, times: timesIn(lang, account) }
}

export interface HomePageView {
  readonly title: string
  readonly heading: Html
  readonly body: Html
  /** One of the three pages with tabs. */
  readonly part?: Part
  /** The page of these three that this one is below. */
  readonly below?: Part
  /** A page below that, which is about an app. */
  readonly trail?: readonly { readonly title: string; readonly href: string }[]
  readonly status?: number
}

/** A page of the homeowner as the answer. */
export function answerHomePage(
  server: ServerContext,
  c: Context,
  { account }: SignedIn,
  { title, heading, body, part, below, trail = [], status = 200 }: HomePageView,
): Promise<Response> {
  const lang = languageOf(c)
  const above = below === undefined ? [] : [{ title: homeTexts[lang].tabs[below], href: hrefs[below] }]
  const view = {
    ...{ lang, title, heading, body, status },
    trail: [...above, ...trail],
    tabs: part === undefined ? [] : tabs(lang, part),
  }
  return answerSitePage(server, c, { section: 'home', visitor: account }, view)
}

function tabs(lang: Language, current: Part): readonly Tab[] {
  const titles = homeTexts[lang].tabs
  return (['homes', 'apps', 'account'] as const).map((part) => ({
    title: titles[part],
    href: hrefs[part],
    current: part === current,
  }))
}

/**
 * What was just done, as the form that did it says in the address of the page it leads to. A link on somebody else's page
 * must not make ours say anything.
 */
export function doneNotice(c: Context, sentences: Readonly<Record<string, string>>): Html | '' {
  const done = c.req.query('done') ?? ''
  const isOurs = c.req.header('sec-fetch-site') !== 'cross-site'
  const text = isOurs && Object.hasOwn(sentences, done) ? sentences[done] : undefined
  return text === undefined ? '' : notice({ kind: 'good', id: 'done', text, isAnswer: true })
}
