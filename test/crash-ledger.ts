// What a server acknowledged before it was killed: nothing of it may be lost.

/** A connection that a redemption's answer told of. */
export interface Connection {
  readonly code: string
  readonly accessTokens: string[]
  /** One per generation, oldest first; the last is the one that must be accepted. */
  readonly refreshTokens: string[]
  /** A request about it is under way, so that nobody else begins one. */
  busy: boolean
}

export interface Ledger {
  /** Given to a person's browser, and not spent yet. */
  readonly codes: string[]
  readonly connections: Connection[]
  readonly revoked: Connection[]
  /** Clients whose consent is remembered. */
  readonly allowed: string[]
  /** The device's name: the one that was answered last, and the one that was sent last. */
  readonly name: { answered: string; sent: string }
  /** Whatever must not stand in a log. */
  readonly secrets: Set<string>
}

export function newLedger(): Ledger {
  return {
    codes: [],
    connections: [],
    revoked: [],
    allowed: [],
    name: { answered: 'Hall', sent: 'Hall' },
    secrets: new Set(),
  }
}

/** A connection that nobody works on, and that is marked as taken now. */
export function takeIdle(ledger: Ledger, isFit: (one: Connection) => boolean = () => true) {
  const idle = ledger.connections.filter((one) => !one.busy && isFit(one))
  const taken = idle[Math.floor(Math.random() * idle.length)]
  if (taken !== undefined) taken.busy = true
  return taken
}

export function withdraw(ledger: Ledger, connection: Connection): void {
  const at = ledger.connections.indexOf(connection)
  if (at >= 0) ledger.connections.splice(at, 1)
}

/** The newest, and as many of the others by chance. */
export function sample<T>(all: readonly T[], count: number): readonly T[] {
  const newest = all.slice(-count)
  const others = Array.from({ length: count }, () => all[Math.floor(Math.random() * all.length)])
  return [...new Set([...newest, ...others.filter((one) => one !== undefined)])]
}
