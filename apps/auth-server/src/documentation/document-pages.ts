import { readFileSync } from 'node:fs'

/** A page of the documentation. */
export interface DocumentPage {
  readonly path: string
  /** Plain words of ours, as lists have it. */
  readonly title: string
  /** The top of the page, where it is another. */
  readonly heading?: string
  /** One sentence: what a reader finds there. */
  readonly summary: string
  /** Its Markdown: `pages/NAME.md`. */
  readonly file: string
}

export interface DocumentGroup {
  readonly title: string
  readonly pages: readonly DocumentPage[]
}

/** What belongs to the documentation and is made elsewhere. */
export const samplesPage = { path: '/docs/samples', title: 'Code samples' } as const

function page(name: string, title: string, summary: string): DocumentPage {
  return { path: `/docs/${name}`, title, summary, file: name }
}

/** Every page, in the order in which somebody new would read them. */
export const documentGroups: readonly DocumentGroup[] = [
  {
    title: 'Begin',
    pages: [
      {
        path: '/docs',
        title: 'Overview',
        heading: 'Documentation for developers',
        summary: 'How your app gets into a connected home, with its owner’s permission.',
        file: 'overview',
      },
      page(
        'quick-start',
        'Quick start',
        'From nothing to a token and a thermostat that obeys, in one sitting.',
      ),
      page('words', 'OAuth in plain words', 'Client, secret, code, token, scope: each in a sentence or two.'),
    ],
  },
  {
    title: 'Flows',
    pages: [
      page(
        'authorization-code',
        'Authorization code',
        'A homeowner lets your app in: the flow that nearly every app needs.',
      ),
      page('refresh', 'Refreshing tokens', 'Stay connected for months with tokens that live for an hour.'),
      page('client-credentials', 'Client credentials', 'A token of the app itself, with no person in it.'),
      page('revocation', 'Revoking tokens', 'End a connection from your side.'),
      page('introspection', 'Introspection', 'For APIs: is this token good, and what does it allow?'),
      page(
        'protecting-an-api',
        'Protecting an API',
        'For APIs: check tokens with one package, in Express, Fastify, Hono or plain Node.',
      ),
    ],
  },
  {
    title: 'Signing people in',
    pages: [
      page('openid', 'OpenID Connect', 'Let people sign in to your site with their account here.'),
      page('userinfo', 'Userinfo', 'What a person has told, asked for with an access token.'),
      page('sign-out', 'Signing out', 'End a session here from your app, and hear when one ends elsewhere.'),
    ],
  },
  {
    title: 'Hard to steal',
    pages: [
      page(
        'pushed-requests',
        'Pushed and signed requests',
        'Requests and answers that nobody in the browser can read or change.',
      ),
      page('bound-tokens', 'Bound tokens (DPoP)', 'Tokens that are worth nothing without your app’s key.'),
      page(
        'client-certificates',
        'Client certificates (mTLS)',
        'A certificate in place of a secret, and tokens that are bound to it.',
      ),
      page('fapi', 'FAPI 2.0', 'All of it together: the whole exchange of an app with the strictest policy.'),
    ],
  },
  {
    title: 'Rules',
    pages: [
      page('client-authentication', 'Client authentication', 'How your app proves that it is your app.'),
      page('registration', 'Registration', 'Programs that register themselves, and what such an app may do.'),
      page('keys', 'Keys and signatures', 'Whose keys sign what, and how they change without a break.'),
      page('scopes', 'Scopes', 'What an app may ask for, and what the homeowner reads.'),
      page(
        'homes-and-devices',
        'Homes and devices',
        'Ask for single homes and devices, and read what was given.',
      ),
      page('lifetimes', 'Lifetimes', 'How long codes, tokens and connections live.'),
      page('dialects', 'Dialects', 'For apps that were written for another vendor’s token service.'),
      page('policies', 'Policies', 'What is demanded of an app: PKCE, consent, refresh tokens.'),
      page('errors', 'Errors and their cures', 'Every error code, what it says, and what to do.'),
    ],
  },
  {
    title: 'Reference',
    pages: [
      page('endpoints', 'Endpoints', 'Every address of this server, and the documents that list them.'),
      page('device-api', 'Device API', 'Read and control homes and devices: every request and answer.'),
      page(
        'events',
        'Events',
        'Hear at once what changes in the homes, and lose nothing when the line breaks.',
      ),
      page(
        'mcp',
        'Assistants (MCP)',
        'Let an assistant read and control a home, with nothing but an address.',
      ),
    ],
  },
]

export const documentPages: readonly DocumentPage[] = documentGroups.flatMap(({ pages }) => pages)

const texts = new Map<string, string>()

/** The Markdown of a page as it was written, its double braces not filled in yet. */
export function readDocument({ file }: DocumentPage): string {
  const known = texts.get(file)
  if (known !== undefined) return known
  const text = readFileSync(new URL(`./pages/${file}.md`, import.meta.url), 'utf8')
  texts.set(file, text)
  return text
}
