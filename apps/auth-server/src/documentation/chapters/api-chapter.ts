import type { ApiDescription, ApiOperation, ApiParameter, ApiSchema } from '../api-description.ts'
import { code, codes, fence, table } from '../markdown/markdown-text.ts'
import { anchorOf } from '../markdown/sections-of.ts'

interface Described extends ApiOperation {
  readonly method: string
  readonly path: string
}

/** The reference of an API from its own description; a sentence where no API describes itself. */
export function apiReference(api: ApiDescription | undefined): string {
  if (api === undefined) return 'No API describes itself at this server.'
  const operations = operationsOf(api)
  const common = commonErrors(operations)
  const shown = shownAnswers(api, operations)
  const chapters = api.tags.map(({ name, description }) => {
    const own = operations.filter(({ tags }) => tags.includes(name))
    const parts = own.map((operation) => operationChapter(api, operation, { common, shown }))
    return [`## ${name}`, description, ...parts].join('\n\n')
  })
  const errors = ['## Errors of every request', errorTable(common)]
  return [
    api.info.description,
    '## Requests',
    operationTable(operations),
    ...chapters,
    ...errors,
    schemaChapters(api),
  ].join('\n\n')
}

export function operationsOf({ paths }: ApiDescription): readonly Described[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      operation === undefined ? [] : [{ ...operation, path, method: method.toUpperCase() }],
    ),
  )
}

function operationTable(operations: readonly Described[]): string {
  return table(
    ['Request', 'What it does', 'Scope'],
    operations.map((operation) => [
      code(`${operation.method} ${operation.path}`),
      `[${operation.summary}](#${anchorOf(operation.summary)})`,
      scopesOf(operation),
    ]),
  )
}

function scopesOf({ security }: ApiOperation): string {
  if (security.length === 0) return 'none: it needs no token'
  return security.map((needed) => Object.values(needed).flat().map(code).join(' and ')).join(', or ')
}

function operationChapter(
  api: ApiDescription,
  operation: Described,
  { common, shown }: { readonly common: readonly StatusError[]; readonly shown: ReadonlySet<Described> },
): string {
  const { method, path, summary, description, parameters = [], requestBody } = operation
  const body = requestBody?.content['application/json']
  return [
    `### ${summary}`,
    `${code(`${method} ${path}`)} · Scope: ${scopesOf(operation)}`,
    description,
    ...(parameters.length === 0 ? [] : [parameterTable(parameters)]),
    ...(body === undefined ? [] : [`The body is JSON, a ${schemaLink(body.schema)}.`]),
    fence(`bash ${isEndless(operation) ? '' : 'run '}| ${summary}`, curl(api, operation)),
    ...goodAnswer(operation, shown.has(operation)),
    ...ownErrors(operation, common),
  ].join('\n\n')
}

function parameterTable(parameters: readonly ApiParameter[]): string {
  return table(
    ['Parameter', 'What it is', 'Values'],
    parameters.map(({ name, in: place, description, schema }) => [
      code(name),
      `${description} It stands in the ${place}.`,
      valuesOf(schema),
    ]),
  )
}

function valuesOf({
  type,
  enum: choices,
  const: only,
  minimum,
  maximum,
  default: absent,
}: ApiSchema): string {
  if (choices !== undefined) return codes(choices.map(String))
  if (only !== undefined) return code(String(only))
  const range =
    minimum === undefined ? '' : maximum === undefined ? ` from ${minimum}` : ` from ${minimum} to ${maximum}`
  return `${[type ?? 'any'].flat().join(' or ')}${range}${absent === undefined ? '' : `; ${absent} when absent`}`
}

/** A stream, which nobody waits for the end of. */
const isEndless = ({ responses }: ApiOperation) =>
  responses['200']?.content?.['text/event-stream'] !== undefined

/** A line for a shell, with the parameters' examples filled in. */
function curl({ servers: [server] }: ApiDescription, operation: Described): string {
  const { method, security, requestBody } = operation
  const example = requestBody?.content['application/json']?.example
  const lines = [
    `curl ${isEndless(operation) ? '-sN' : '-s'} ${method === 'GET' ? '' : `-X ${method} `}${addressOf(server?.url ?? '', operation)}`,
    ...(security.length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(example === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(example)}'`]),
  ]
  return lines.join(' \\\n  ')
}

function addressOf(server: string, { path, parameters = [] }: Described): string {
  const filling = ({ example, schema }: ApiParameter) => String(example ?? schema.default ?? '')
  const filled = parameters
    .filter((one) => one.in === 'path')
    .reduce((address, one) => address.replace(`{${one.name}}`, filling(one)), server + path)
  const query = parameters
    .filter((one) => one.in === 'query' && filling(one) !== '')
    .map((one) => `${one.name}=${filling(one)}`)
  return query.length === 0 ? filled : `'${filled}?${query.join('&')}'`
}

function goodAnswer({ summary, responses }: Described, isShown: boolean): readonly string[] {
  const content = (responses['200'] ?? responses['201'])?.content?.['application/json']
  if (content?.example === undefined) return []
  const answer = `The answer is a ${schemaLink(content.schema)}`
  if (!isShown) return [`${answer}.`]
  const json = JSON.stringify(content.example, null, 2)
  return [`${answer}:`, fence(`json output | ${summary}: answer`, json)]
}

/** The operations whose answers are shown: what was seen in one answer is not shown again in every other. */
function shownAnswers(api: ApiDescription, operations: readonly Described[]): ReadonlySet<Described> {
  const seen = new Set<string>()
  const isNew = ({ responses }: Described) => {
    const content = (responses['200'] ?? responses['201'])?.content?.['application/json']
    if (content?.example === undefined) return false
    const parts = [content.schema, ...Object.values(schemaOf(api, content.schema).properties ?? {})]
    const names = parts.flatMap(({ $ref, items }) => $ref ?? items?.$ref ?? [])
    const isKnown = names.some((name) => seen.has(name))
    for (const name of schemasIn(api, content.schema)) seen.add(name)
    return !isKnown
  }
  return new Set(operations.filter(isNew))
}

function schemaOf({ components }: ApiDescription, schema: ApiSchema): ApiSchema {
  return components.schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema
}

/** Every schema that an answer is made of. */
function schemasIn(api: ApiDescription, schema: ApiSchema): readonly string[] {
  const inner = schemaOf(api, schema)
  const parts = [
    ...Object.values(inner.properties ?? {}),
    ...(inner.items === undefined ? [] : [inner.items]),
  ]
  return [
    ...(schema.$ref === undefined ? [] : [schema.$ref]),
    ...parts.flatMap((part) => schemasIn(api, part)),
  ]
}

type StatusError = readonly [status: string, description: string]

function errorsOf({ responses }: ApiOperation): readonly StatusError[] {
  return Object.entries(responses).flatMap(([status, { description }]) =>
    Number(status) < 400 ? [] : [[status, description] as const],
  )
}

/** What three operations or more say in the same words is said once. */
function commonErrors(operations: readonly Described[]): readonly StatusError[] {
  const keys = operations.flatMap((operation) => errorsOf(operation).map((error) => error.join(' ')))
  const isCommon = (key: string) => keys.filter((other) => other === key).length > 2
  return [...new Set(keys.filter(isCommon))].toSorted().map((key) => [key.slice(0, 3), key.slice(4)] as const)
}

function ownErrors(operation: Described, common: readonly StatusError[]): readonly string[] {
  const own = errorsOf(operation).filter(
    ([status, description]) => !common.some(([other, words]) => other === status && words === description),
  )
  return own.length === 0 ? [] : [errorTable(own)]
}

function errorTable(errors: readonly StatusError[]): string {
  return table(['Status', 'When'], errors)
}

/** `Structure`, as a link to its chapter. */
function schemaLink({ $ref, type }: ApiSchema): string {
  const name = $ref?.split('/').at(-1)
  return name === undefined ? [type ?? 'value'].flat().join(' or ') : `[${name}](#${name.toLowerCase()})`
}

function schemaChapters({ components }: ApiDescription): string {
  const chapters = Object.entries(components.schemas).map(([name, schema]) =>
    [`### ${name}`, schema.description ?? '', memberTable(schema)].join('\n\n'),
  )
  return ['## What stands in bodies and answers', ...chapters].join('\n\n')
}

function memberTable({ properties = {}, required = [] }: ApiSchema): string {
  return table(
    ['Member', 'Values', 'What it is'],
    Object.entries(properties).map(([name, schema]) => [
      `${code(name)}${required.includes(name) ? '' : ' (may be absent)'}`,
      memberValues(schema),
      schema.description ?? '',
    ]),
  )
}

function memberValues(schema: ApiSchema): string {
  if (schema.$ref !== undefined) return schemaLink(schema)
  if (schema.items !== undefined) return `a list of ${memberValues(schema.items)}`
  return valuesOf(schema)
}
