import assert from 'node:assert/strict'

/** Names whose values are nobody's business but client's and server's. */
const secretNames = [
  'access_token',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'password',
  'refresh_token',
  'token',
]

/** What is shorter may stand in a log by chance. */
const shortestSecret = 16

/** Remembers the secrets of a form, a JSON body or an answer. */
export function recordSecrets(secrets: Set<string>, members: Readonly<Record<string, unknown>>): void {
  for (const name of secretNames) {
    const value = members[name]
    if (typeof value === 'string' && value.length >= shortestSecret) secrets.add(value)
  }
}

/** Fails when a server printed a fault of its own, a stack, or any of these secrets. */
export function assertSilentOf(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  secrets: ReadonlySet<string>,
): void {
  const printed = stdout + stderr
  assert.deepEqual(faultsIn(stderr), [], 'the log holds faults')
  const told = [...secrets].filter((secret) => printed.includes(secret))
  assert.deepEqual(told, [], 'the log holds secrets')
}

const errorLevel = 50

/** Lines of a log that are of level error or above, that hold a stack, or that are no log line at all. */
function faultsIn(stderr: string): readonly string[] {
  return stderr
    .split('\n')
    .filter((line) => line !== '')
    .filter((line) => line.includes('\\n    at ') || levelOf(line) >= errorLevel)
}

function levelOf(line: string): number {
  if (!line.startsWith('{')) return Number.POSITIVE_INFINITY
  const { level } = JSON.parse(line) as { level?: number }
  return level ?? Number.POSITIVE_INFINITY
}
