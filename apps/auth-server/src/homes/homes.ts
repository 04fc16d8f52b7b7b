/** A home that an account may share, as the consent page names it. */
export interface ShareableHome {
  readonly id: string
  readonly name: string
  readonly devices: readonly { readonly id: string; readonly name: string; readonly type: string }[]
}

/** A home as its owner sees it. */
export interface DescribedHome {
  readonly id: string
  readonly name: string
  /** A name of the IANA time zone database; absent where nobody knows it. */
  readonly timeZone: string | undefined
  /** `type` is the same for all devices of a kind; `productName` says it in words, in English. */
  readonly devices: readonly {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly productName: string
  }[]
}

/**
 * The port to whoever knows the homes: the device API beside us, or a device maker's own backend. Each verb may throw
 * `temporarily_unavailable` with the reason `homes not known`.
 */
export interface Homes {
  /** What may be granted, as it is now. */
  listShareableHomes(accountId: string): Promise<readonly ShareableHome[]>
  /** Every home of the account, in the order in which they were made. For showing only: it may be a minute old. */
  describeHomes(accountId: string): Promise<readonly DescribedHome[]>
  /** Deletes every home of the account with its devices, in one step; again does no harm. */
  deleteHomes(accountId: string): Promise<void>
}
