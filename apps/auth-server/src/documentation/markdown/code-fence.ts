/**
 * What a block of code says about itself: `http request allow | Ask for a token`. The role tells tests what to do with it:
 *
 * - `request` is sent and the `answer` after it compared;
 * - `run` is run, a shell's lines or a program, and its `output` compared; a program with `serve` runs until the page ends;
 * - `signed NAME` are claims of a JWT that the app signs, `claims NAME` those of one that was handed out;
 * - `posted`, `framed` and `heard` are what reaches the app: by a form, in a frame, and from the server itself.
 */
export interface CodeFence {
  readonly language: string
  readonly role: (typeof roles)[number] | 'shown'
  /** A person answers the request in a browser, or the same browser just follows it. */
  readonly decision: (typeof decisions)[number] | undefined
  /** Which JWT the claims are of. */
  readonly subject: string
  /** Different for each block of a page; the words beside the copy button. */
  readonly label: string
}

const roles = [
  'request',
  'answer',
  'run',
  'output',
  'serve',
  'signed',
  'claims',
  'posted',
  'framed',
  'heard',
] as const
const decisions = ['allow', 'deny', 'follow'] as const

const labels: Readonly<Record<CodeFence['role'], string>> = {
  request: 'Request',
  answer: 'Answer',
  run: 'Type this',
  output: 'What you see',
  serve: 'Program',
  signed: 'Claims',
  claims: 'Claims',
  posted: 'What is posted',
  framed: 'What is loaded',
  heard: 'What your app hears',
  shown: 'Example',
}

export function readCodeFence(info: string): CodeFence {
  const [about = '', label = ''] = info.split('|').map((part) => part.trim())
  const [language = '', ...words] = about.split(/\s+/)
  const role = roles.find((one) => words.includes(one)) ?? 'shown'
  const decision = decisions.find((one) => words.includes(one))
  const subject = words.at(words.indexOf(role) + 1) ?? ''
  return { language, role, decision, subject, label: label === '' ? labels[role] : label }
}
