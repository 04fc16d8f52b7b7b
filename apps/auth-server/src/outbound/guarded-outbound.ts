import { Agent } from 'node:https'
import { createSecureContext, getCACertificates } from 'node:tls'
import { addressesOf, type Resolve, resolveBySystem } from './addresses-of.ts'
import { type Call, exchange } from './exchange.ts'
import { createGate } from './gate.ts'
import type { Outbound, OutboundSide } from './outbound.ts'
import { refusalOf } from './refusal-of.ts'
import { type OutboundRules, targetOf } from './target.ts'

/** From asking to the last byte, the wait for a place among those under way included. */
const timeLimit = 5_000
const gateLimits = { most: 20, mostPerHost: 5, mostWaiting: 200 }
/** Anybody can register an app, name slow servers and make us call them. */
const strangersLimits = { most: 10, mostPerHost: 2, mostWaiting: 100 }
/** Nobody reads more of the answer to a form, or to DELETE, than its status, and a sentence for the log. */
const mostBytesAfterForm = 16_384

/** `resolve` is asked for the addresses of a name once a request. */
export function guardedOutbound(rules: OutboundRules, resolve: Resolve = resolveBySystem): Outbound {
  const gates = { ours: createGate(gateLimits), strangers: createGate(strangersLimits) }
  const agent = agentThatTrusts(rules.trustedCa)
  const call = async (
    address: string,
    { isStrangers = false }: OutboundSide,
    what: Pick<Call, 'method' | 'headers' | 'body' | 'mostBytes'>,
  ) => {
    const gate = isStrangers ? gates.strangers : gates.ours
    const signal = AbortSignal.timeout(timeLimit)
    try {
      const target = targetOf(address, rules)
      return await gate.pass(target.url.host, signal, async () => {
        const addresses = await inTime(addressesOf(target, resolve), signal)
        return await exchange({ ...what, url: target.url, addresses, signal, agent: agent() })
      })
    } catch (error) {
      throw refusalOf(error, signal)
    }
  }
  return {
    get: (address, { accept, mostBytes, authorization, ...side }) => {
      const headers = { Accept: accept, ...(authorization !== undefined && { Authorization: authorization }) }
      return call(address, side, { method: 'GET', headers, body: '', mostBytes })
    },
    delete: (address, authorization) => {
      const headers = { Accept: '*/*', Authorization: authorization }
      return call(address, {}, { method: 'DELETE', headers, body: '', mostBytes: mostBytesAfterForm })
    },
    postForm: (address, form, side = {}) => {
      const body = new URLSearchParams(form).toString()
      const headers = {
        Accept: '*/*',
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': String(Buffer.byteLength(body)),
      }
      return call(address, side, { method: 'POST', headers, body, mostBytes: mostBytesAfterForm })
    },
  }
}

/** A look-up cannot be called off, but need not be waited for. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work, ended])
}

/** Made when it is first needed: reading the public authorities takes some milliseconds. */
function agentThatTrusts(ca: string | undefined): () => Agent {
  let agent: Agent | undefined
  const make = () => {
    const authorities = ca === undefined ? undefined : [...getCACertificates('default'), ca]
    const secureContext = createSecureContext({ ca: authorities, minVersion: 'TLSv1.2' })
    return new Agent({ keepAlive: false, maxCachedSessions: 0, rejectUnauthorized: true, secureContext })
  }
  return () => {
    agent ??= make()
    return agent
  }
}
