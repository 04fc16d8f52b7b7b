import { NibeProblem } from './nibe-problem.ts'
import { type Parameter, parameters } from './parameters.ts'

const mostAtOnce = 15

/** A parameter to set, and to what, in its own unit. */
export interface Setting {
  readonly parameter: Parameter
  readonly value: number
}

function parameterNamed(key: string): Parameter {
  const parameter = parameters.get(key)
  if (parameter === undefined)
    throw new NibeProblem(400, 'unknownParameter', `This system has no parameter ${shortened(key)}.`)
  return parameter
}

const shortened = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

function checkCount(count: number): void {
  if (count > mostAtOnce)
    throw new NibeProblem(400, 'tooMany', `A request may name ${mostAtOnce} parameters at most.`)
}

/** The repeated `parameterIds` of a query: numbers, or names. */
export function decodeParameterIds(query: URLSearchParams): readonly Parameter[] {
  const keys = query.getAll('parameterIds')
  if (keys.length === 0)
    throw new NibeProblem(400, 'format', 'Name at least one parameter with parameterIds.')
  checkCount(keys.length)
  return keys.map(parameterNamed)
}

/** JSON numbers, and texts of digits, which is what NIBE's own documentation sends. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN
}

function decodeSetting(key: string, given: unknown): Setting {
  const parameter = parameterNamed(key)
  const { setting } = parameter
  if (setting === undefined) throw new NibeProblem(400, 'notSetable', `The parameter ${key} cannot be set.`)
  const { least, most, step } = setting
  const value = numberOf(given)
  if (!(value >= least && value <= most && Number.isInteger(value / step)))
    throw new NibeProblem(400, 'outOfRange', `${key} must be from ${least} to ${most} in steps of ${step}.`)
  return { parameter, value: value === 0 ? 0 : value }
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** The body `{"settings": {"47011": "1"}}`. Throws at the first mistake, before anything is set. */
export function decodeSettings(json: unknown): readonly Setting[] {
  const settings = isObject(json) ? json.settings : undefined
  if (!isObject(settings) || Object.keys(settings).length === 0)
    throw new NibeProblem(400, 'format', 'Send {"settings": {"47011": "1"}}.')
  const entries = Object.entries(settings)
  checkCount(entries.length)
  return entries.map(([key, value]) => decodeSetting(key, value))
}
