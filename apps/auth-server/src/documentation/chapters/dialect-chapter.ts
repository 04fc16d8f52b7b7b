import { STATUS_CODES } from 'node:http'
import { type Dialect, dialectNames, dialects, type TokenFacts } from '@latchkey/dialects'
import { OAuthError } from '@latchkey/protocol'
import { type Policy, policies, policyNames } from '../../clients/policies.ts'
import { dialectWords, type Words } from '../../clients/policy-words.ts'
import { registeredValues } from '../example-values.ts'
import { code, codes, fence, table } from '../markdown/markdown-text.ts'

/** One line for each dialect. */
export function dialectOverview(): string {
  return table(
    ['Dialect', 'For', 'Token URL'],
    dialectNames.map((name) => [code(name), dialectWords[name].title, codes(dialects[name].paths.token)]),
  )
}

/** Every dialect, from the table that the server itself works with. */
export function dialectChapters(): string {
  return dialectNames.map((name) => chapterOf(dialects[name], dialectWords[name])).join('\n\n')
}

function chapterOf(dialect: Dialect, { title, text }: Words): string {
  const answers = answerExamples(dialect).map(([label, json]) => fence(`json | ${title}: ${label}`, json))
  return [
    `## ${title}`,
    text,
    table(['Property', 'Value'], propertiesOf(dialect)),
    ...answers,
    fence(`http | ${title}: a wrong secret`, wrongSecret(dialect)),
  ].join('\n\n')
}

function propertiesOf(dialect: Dialect): readonly (readonly [string, string])[] {
  const { paths, request, authorize, grantTypes } = dialect
  const hasCodes = paths.authorize.length > 0
  return [
    ['Its name', code(dialect.name)],
    ['Authorization URL', codes(paths.authorize)],
    ['Token URL', codes(paths.token)],
    ...(paths.deauthorize.length > 0
      ? ([['Revocation besides', codes(paths.deauthorize.map((path) => `DELETE ${path}`))]] as const)
      : []),
    ['Methods of the token URL', codes(request.methods)],
    ['Body', request.formats.map((format) => bodyWords[format]).join(', ')],
    ['Secret goes in', secretPlaces(dialect)],
    ['Grant types, unless registered otherwise', codes(grantTypes)],
    ['Scopes', request.readsScope ? 'asked for with `scope`' : "the app's own; `scope` is not read"],
    ...(hasCodes ? codeProperties(authorize, dialect) : []),
    ['Policy, unless another is chosen', code(dialect.policy)],
  ]
}

const bodyWords = { form: 'form', json: 'JSON', none: 'none' } as const

function secretPlaces({ request: { credentials, credentialsTogether } }: Dialect): string {
  const places = credentials.map((place) =>
    place === 'header' ? 'the `Authorization` header (Basic)' : 'the body',
  )
  return credentialsTogether ? `${places.join(', ')}, or both` : places.join(' or ')
}

function codeProperties(
  authorize: Dialect['authorize'],
  { code: { length } }: Dialect,
): readonly (readonly [string, string])[] {
  return [
    ['`response_type`', authorize.responseTypeMayBeMissing ? 'may be missing' : 'must be `code`'],
    ['`redirect_uri`', authorize.redirectUriMayBeMissing ? 'may be missing' : 'must be there'],
    ['`state`', authorize.stateMayBeMissing ? 'may be missing; send it all the same' : 'must be there'],
    ['Parameters of the redirect', codes(redirectParameters(authorize))],
    ['Status of the redirect', String(authorize.redirectStatus)],
    ['Characters of a code', String(length)],
  ]
}

function redirectParameters({ answer }: Dialect['authorize']): readonly string[] {
  const sent = answer({ code: 'c', state: 's', issuer: 'i' })
  return Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [name]))
}

/** What the dialect itself writes: the answer that a person's permission brings, and the app's own. */
function answerExamples(dialect: Dialect): readonly (readonly [string, string])[] {
  const write = (facts: TokenFacts) => JSON.stringify(dialect.tokenResponse.members(facts), null, 2)
  const { grantTypes } = dialect
  return [
    ...(grantTypes.includes('authorization_code')
      ? ([['a token that a person allowed', write(factsFor(dialect, false))]] as const)
      : []),
    ...(grantTypes.includes('client_credentials')
      ? ([["the app's own token", write(factsFor(dialect, true))]] as const)
      : []),
  ]
}

function factsFor(dialect: Dialect, isClientsOwn: boolean): TokenFacts {
  const policy: Policy = policies[policyNames.find((name) => name === dialect.policy) ?? 'default']
  const hasRefresh = dialect.grantTypes.includes('refresh_token') && !isClientsOwn
  return {
    accessToken: `${dialect.accessToken.prefix}…`,
    expiresIn: isClientsOwn ? policy.clientCredentialsSeconds : policy.accessTokenSeconds,
    refreshToken: hasRefresh ? `${dialect.refreshToken.prefix}…` : undefined,
    scope: dialect.deviceScopes[0] ?? '',
    details: [],
    idToken: undefined,
    issuedAt: Date.UTC(2026, 0, 15, 7, 30),
    tokenType: 'Bearer',
    isClientsOwn,
    clientId: registeredValues.client_id,
    applicationName: 'Warm Rooms',
    developerEmail: 'developer@example.com',
  }
}

function wrongSecret(dialect: Dialect): string {
  const error = new OAuthError('invalid_client', 'The client secret is wrong.', {
    reason: { kind: 'wrong client secret', clientId: registeredValues.client_id, ending: 'xx' },
  })
  const { status, body, headers } = dialect.writeError(error)
  const lines = Object.entries({ 'Content-Type': dialect.tokenResponse.contentType, ...headers })
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map((line) => line.join(': '))]
  return `${head.join('\n')}\n\n${JSON.stringify(body, null, 2)}`
}
