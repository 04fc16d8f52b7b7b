import { isScopeToken } from '@latchkey/protocol'
import { z } from 'zod'
import { clientSchema } from '../../registration/client-schema.ts'
import { issueText } from '../../registration/issue-text.ts'
import { emailSchema, readableName, secretText, wireName } from '../../registration/schema-parts.ts'
import { type Role, signingAlgorithms, tokenFormatNames } from '../../store/records.ts'
import { claimsSchema } from './claims-schema.ts'
import type { DeclaredHome } from './declared-homes.ts'

const roles = ['homeowner', 'developer', 'operator'] as const satisfies readonly Role[]

const accountSchema = z.strictObject({
  email: emailSchema,
  password: z.string().optional(),
  roles: z.array(z.enum(roles)).min(1).optional(),
  claims: claimsSchema.optional(),
})

const apiSchema = z.strictObject({
  id: wireName,
  identifier: z
    .string()
    .max(2_000)
    .refine(
      (uri) => URL.canParse(uri) && !uri.includes('#') && !/\s/.test(uri),
      'must be an absolute URI without a fragment',
    ),
  name: readableName,
  secret: secretText.optional(),
  tokenFormat: z.enum(tokenFormatNames).default('sealed'),
  signingAlg: z.enum(signingAlgorithms).default('ES256'),
  scopes: z.array(z.string()).default([]),
})

const scopeSchema = z.strictObject({
  name: z
    .string()
    .max(200)
    .refine(isScopeToken, 'must be a scope name of RFC 6749 section 3.3, without spaces'),
  title: readableName,
})

function declarationSchema(structure: z.ZodType<DeclaredHome>) {
  return z.strictObject({
    accounts: z.array(accountSchema).optional(),
    clients: z.array(clientSchema).optional(),
    apis: z.array(apiSchema).optional(),
    scopes: z.array(scopeSchema).optional(),
    structures: z.array(structure).optional(),
  })
}

/** What `latchkey apply` is to make true. */
export type Declaration = z.output<ReturnType<typeof declarationSchema>>
/** The same before defaults are filled in: what a file may hold. */
export type DeclarationInput = z.input<ReturnType<typeof declarationSchema>>
export type AccountDeclaration = z.output<typeof accountSchema>
export type ApiDeclaration = z.output<typeof apiSchema>
export type ScopeDeclaration = z.output<typeof scopeSchema>

/** What is wrong with a declaration: a line for each problem, which begins with the member's path. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** The text of a declaration file. Throws `DeclarationError`. */
export function parseDeclaration(text: string, structure: z.ZodType<DeclaredHome>): Declaration {
  return decodeDeclaration(parseJson(text), structure)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DeclarationError([`The file is not JSON: ${error instanceof Error ? error.message : error}`])
  }
}

export function decodeDeclaration(json: unknown, structure: z.ZodType<DeclaredHome>): Declaration {
  const parsed = declarationSchema(structure).safeParse(json, { error: issueText })
  if (parsed.data !== undefined) return parsed.data
  throw new DeclarationError(parsed.error.issues.flatMap((issue) => problemsOf(issue, json)))
}

function problemsOf(issue: z.core.$ZodIssue, json: unknown): readonly string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(
      (key) => `${pathText([...issue.path, key])}: unknown member${spelling(key, issue.path)}`,
    )
  if (issue.path.length === 0) return ['The file must hold one JSON object.']
  const isMissing = valueAt(json, issue.path) === undefined
  return [`${pathText(issue.path)}: ${isMissing ? 'is missing' : issue.message}`]
}

/** Registration's wire names are no members here, though people know them; claims and keys keep theirs. */
function spelling(key: string, path: readonly PropertyKey[]): string {
  const isOurs = path.length === 2 && key.includes('_')
  return isOurs ? ' (members are spelled in camelCase, as clientId)' : ''
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
    json,
  )
}

/** `clients[2].redirectUris[0]` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`),
    '',
  )
}
