import { NibeProblem } from './nibe-problem.ts'

const words: Readonly<Record<string, boolean>> = { true: true, false: false, '': false }

/** NIBE's programs spell `true` and `True`; absent or empty is `undefined` and false. */
export function decodeBoolean(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const word = text.toLowerCase()
  if (!Object.hasOwn(words, word)) throw new NibeProblem(400, 'format', `${name} must be true or false.`)
  return words[word]
}
