import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { commonPasswords } from './common-passwords.ts'

const derive = promisify(argon2)

/** argon2id with 19 MiB and two passes (OWASP's first choice of parameters). */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

export const shortestPassword = 8
export const longestPassword = 1_024

/** Why this may not be a password. */
export type PasswordProblem = 'short' | 'long' | 'common'

export function passwordProblem(password: string): PasswordProblem | undefined {
  if (password.length < shortestPassword) return 'short'
  if (password.length > longestPassword) return 'long'
  return commonPasswords.has(password.toLowerCase()) ? 'common' : undefined
}

/** The same for one that was typed twice, to be told in a form, which cuts what is too long by itself. */
export function typedPasswordProblem(
  password: string,
  again: string | undefined,
): Exclude<PasswordProblem, 'long'> | 'different' | undefined {
  const problem = passwordProblem(password)
  if (problem !== undefined) return problem === 'long' ? 'short' : problem
  return password === again ? undefined : 'different'
}

/** A password's hash as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await hashWith(password, salt)
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`
  return `$argon2id$v=19$${parameters}$${unpadded(salt)}$${unpadded(hash)}`
}

/** Whether the password is the one of this hash. Without a hash (an unknown account) it costs the same, and is `false`. */
export async function passwordMatches(password: string, phc: string | undefined): Promise<boolean> {
  const [, , , , salt = '', hash = ''] = (phc ?? '').split('$')
  const given = await hashWith(
    password.slice(0, longestPassword),
    Buffer.from(salt.padEnd(22, 'A'), 'base64'),
  )
  const expected = Buffer.from(hash, 'base64')
  const isPossible = password.length <= longestPassword && expected.length === given.length
  return isPossible && timingSafeEqual(given, expected)
}

async function hashWith(password: string, nonce: Uint8Array): Promise<Buffer> {
  return derive('argon2id', { ...cost, message: password, nonce })
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}
