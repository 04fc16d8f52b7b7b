import type { JWK } from 'jose'
import { jwkThumbprint, type PublicKeyType, publicPartOf } from './jwk-thumbprint.ts'
import { fromBase64url } from './token-alphabet.ts'

/** By which a proof may be signed; the metadata publishes them. FAPI 2.0 Security Profile §5.4.1 leaves RS256 out. */
export const dpopAlgorithms = ['PS256', 'ES256', 'EdDSA', 'Ed25519'] as const
export type DpopAlgorithm = (typeof dpopAlgorithms)[number]

type JsonObject = Readonly<Record<string, unknown>>

/** The public key of a proof. */
export interface DpopKey {
  readonly jwk: JWK
  /** RFC 7638: the `jkt` of what is bound to it. */
  readonly thumbprint: string
}

interface KeyRule {
  readonly kty: PublicKeyType
  readonly crv?: string
  readonly isSound: (jwk: JsonObject) => boolean
}

const hasBytes = (value: unknown, length: number) => bytesOf(value)?.length === length

const edwards: KeyRule = { kty: 'OKP', crv: 'Ed25519', isSound: ({ x }) => hasBytes(x, 32) }

const rules: Readonly<Record<DpopAlgorithm, KeyRule>> = {
  PS256: { kty: 'RSA', isSound: ({ n, e }) => isSoundModulus(bytesOf(n)) && isSoundExponent(bytesOf(e)) },
  ES256: { kty: 'EC', crv: 'P-256', isSound: ({ x, y }) => hasBytes(x, 32) && hasBytes(y, 32) },
  EdDSA: edwards,
  Ed25519: edwards,
}

/** RFC 7518 §6.2.2, §6.3.2 and §6.4.1. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** The key in a proof's header, or a few words that say what is wrong with it. */
export function decodeDpopKey(algorithm: DpopAlgorithm, jwk: unknown): DpopKey | string {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return 'its header has no jwk'
  const members: JsonObject = { ...jwk }
  // RFC 9449 §4.3: the jwk header must not contain a private key.
  if (privateMembers.some((name) => Object.hasOwn(members, name))) return 'its jwk holds a private key'
  const { kty, crv, isSound } = rules[algorithm]
  if (members.kty !== kty || (crv !== undefined && members.crv !== crv))
    return `its jwk is no key for ${algorithm}`
  if (!isSound(members)) return 'its jwk is malformed, or its size is not accepted'
  return { jwk: publicPartOf(kty, members), thumbprint: jwkThumbprint(kty, members) }
}

/** Strict: one key has one spelling, and so one thumbprint. */
function bytesOf(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' && value.length <= 2048 ? fromBase64url(value) : undefined
}

const fewestBits = 2048
/** Verifying costs more with every bit. */
const mostBits = 8192

/** RFC 7518 §6.3.1.1: no leading zero byte. */
function isSoundModulus(bytes: Uint8Array | undefined): boolean {
  const [first = 0] = bytes ?? []
  if (bytes === undefined || first === 0) return false
  const bits = bytes.length * 8 - Math.clz32(first) + 24
  return bits >= fewestBits && bits <= mostBits
}

/** NIST SP 800-56B §6.2: odd and over 2^16; a huge one only makes verifying dear. */
function isSoundExponent(bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined || bytes.length === 0 || bytes.length > 4 || bytes[0] === 0) return false
  const exponent = bytes.reduce((value, byte) => value * 256 + byte, 0)
  return exponent > 65_536 && exponent % 2 === 1
}
