import type { JSONWebKeySet, JWK } from 'jose'
import { OutboundRefused } from '../outbound/outbound.ts'
import { keyProblem, mostKeys, privateMemberOf } from './jwks-schema.ts'

/**
 * The public keys of a document that a client serves (RFC 7517 §5): keys that are not usable are passed over, but a private
 * one spoils them all, because it is known to everybody. Throws `OutboundRefused`.
 */
export function readJwks(text: string): JSONWebKeySet {
  const keys = keysOf(text)
  if (keys.length > mostKeys) throw new OutboundRefused(`it holds more than ${mostKeys} keys`)
  const leaked = keys.map(privateMemberOf).find((member) => member !== undefined)
  if (leaked !== undefined)
    throw new OutboundRefused(`a key holds the private member ${leaked}: only public keys belong there`)
  const usable = keys.filter((key) => keyProblem(key) === undefined)
  if (usable.length === 0) throw new OutboundRefused('it holds no public key that can be used')
  return { keys: usable as unknown as JWK[] }
}

function keysOf(text: string): readonly Record<string, unknown>[] {
  const document = parse(text)
  const keys: unknown = isObject(document) ? document.keys : undefined
  if (!Array.isArray(keys)) throw new OutboundRefused('it is no JSON Web Key Set')
  return keys.filter(isObject)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
