/**
 * What a block of code says about itself: `http request allow | Ask for a token`. The role tells tests what to do with it:
 * requests are sent and answers compared, shell lines with `run` are run and their `output` is compared, `claims` are those
 * of the ID token.
 */
export interface CodeFence {
  readonly language: string
  readonly role: 'request' | 'answer' | 'run' | 'output' | 'claims' | 'shown'
  /** A person answers the request in a browser. */
  readonly decision: 'allow' | 'deny' | undefined
  /** Different for each block of a page; the words beside the copy button. */
  readonly label: string
}

const roles = ['request', 'answer', 'run', 'output', 'claims'] as const
const decisions = ['allow', 'deny'] as const

const labels: Readonly<Record<CodeFence['role'], string>> = {
  request: 'Request',
  answer: 'Answer',
  run: 'Type this',
  output: 'What you see',
  claims: 'Claims',
  shown: 'Example',
}

export function readCodeFence(info: string): CodeFence {
  const [about = '', label = ''] = info.split('|').map((part) => part.trim())
  const [language = '', ...words] = about.split(/\s+/)
  const role = roles.find((one) => words.includes(one)) ?? 'shown'
  const decision = decisions.find((one) => words.includes(one))
  return { language, role, decision, label: label === '' ? labels[role] : label }
}
