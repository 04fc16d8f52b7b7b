/** What a server that we called answered. */
export interface OutboundAnswer {
  readonly status: number
  /** In lower case, without parameters; empty when there is none. */
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The same as text, read as UTF-8. */
  readonly body: string
  /** Seconds that the answer may be kept (RFC 9111 §5.2.2.1); `undefined` when it does not say. */
  readonly maxAge: number | undefined
}

/** On whose behalf a request is made. */
export interface OutboundSide {
  /** An app that nobody has verified: those have places of their own, and slow servers of theirs hold nobody else up. */
  readonly isStrangers?: boolean
}

/**
 * The only way out: every request that this server makes to an address that a client named goes through it. No private address
 * unless `LATCHKEY_OUTBOUND_ALLOW` names host and port, no rebinding between look and connection, bounded in size and time,
 * redirects refused. Throws `OutboundRefused`.
 */
export interface Outbound {
  get(
    url: string,
    options: OutboundSide & {
      readonly accept: string
      readonly mostBytes: number
      readonly authorization?: string
    },
  ): Promise<OutboundAnswer>
  delete(url: string, authorization: string): Promise<OutboundAnswer>
  postForm(
    url: string,
    form: Readonly<Record<string, string>>,
    options?: OutboundSide,
  ): Promise<OutboundAnswer>
}

/** Why nothing was read; `message` is a sentence's middle for the log and the developer, without any of the body. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused'
}
