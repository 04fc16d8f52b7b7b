import { builtInScopes } from '../clients/built-in-scopes.ts'
import type { ServerContext } from '../context.ts'
import type { FieldProblem } from '../pages/error-summary.ts'
import { documentOf } from '../registration/client-document.ts'
import { clientProblems } from '../registration/client-rules.ts'
import { clientSchema } from '../registration/client-schema.ts'
import { issueText } from '../registration/issue-text.ts'
import type { Client, ClientSecret } from '../store/records.ts'
import { metadataLabels } from './metadata-fields.ts'

export type JudgedApp = { readonly wanted: Client } | { readonly problems: readonly FieldProblem[] }

/** What an app has besides what its developer writes. */
export type AppBase = Pick<
  Client,
  | 'clientId'
  | 'ownerId'
  | 'verified'
  | 'verificationAskedAt'
  | 'members'
  | 'registration'
  | 'createdAt'
  | 'state'
  | 'counter'
> & { readonly secrets: readonly ClientSecret[] }

/** The members as a declaration has them; what is empty is left out. */
export type AppInput = Readonly<Record<string, unknown>>

/** Checks what a developer wrote by the same rules as `latchkey apply`. */
export async function judgeApp(server: ServerContext, base: AppBase, input: AppInput): Promise<JudgedApp> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => !isEmpty(value)))
  const parsed = clientSchema.safeParse({ ...given, clientId: base.clientId }, { error: issueText })
  if (parsed.data === undefined) {
    return { problems: parsed.error.issues.map((issue) => problemOf(issue.path, issue.message, input)) }
  }
  const wanted: Client = { ...documentOf(parsed.data), ...partsOf(base), name: parsed.data.name }
  const knownScopes = await knownScopeNames(server)
  const faults = clientProblems({ wanted, newSecret: undefined, knownScopes, weakAllowed: true })
  if (faults.length === 0) return { wanted }
  return { problems: faults.map(({ member, reason }) => problemOf([memberName(member)], reason, input)) }
}

/** Everything but the document, which may have lost members. */
function partsOf({ clientId, ownerId, verified, verificationAskedAt, members, secrets, ...others }: AppBase) {
  const { registration, createdAt, state, counter } = others
  const row = { clientId, ownerId, verified, verificationAskedAt, createdAt, state, counter }
  return { ...row, members, secrets, ...(registration !== undefined && { registration }) }
}

/** Built-in and declared ones. */
export async function knownScopeNames(server: ServerContext): Promise<ReadonlySet<string>> {
  const declared = await server.store.listScopes()
  return new Set([...Object.keys(builtInScopes), ...declared.map(({ name }) => name)])
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === ''
}

/** `scopes[2]` → `scopes` */
function memberName(member: string): string {
  return member.replace(/\[.*$/, '')
}

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  publisher: 'Publisher',
  clientUri: 'Home page',
  redirectUris: 'Redirect URIs',
  grantTypes: 'What it may ask for',
  scopes: 'Scopes',
  policy: 'Policy',
  dialect: 'Dialect',
  tokenEndpointAuthMethod: 'How it proves who it is',
  jwks: 'Public keys',
  allows: 'Unsafe switches',
  overrides: 'Own values',
  ...metadataLabels,
}

function problemOf(path: readonly PropertyKey[], reason: string, input: AppInput): FieldProblem {
  const [member = 'name', index] = path
  const fieldId = String(member)
  const values = input[fieldId]
  const value = Array.isArray(values) && typeof index === 'number' ? `${values[index]}: ` : ''
  const inner = fieldId === 'overrides' && typeof index === 'string' ? `${index} ` : ''
  const isMissing = isEmpty(values) && fieldId === 'name'
  const text = `${labels[fieldId] ?? fieldId}: ${value}${inner}${isMissing ? 'write one' : reason}.`
  return { fieldId: inner === '' ? fieldId : String(index), text }
}
