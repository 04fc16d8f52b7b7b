/** A home that an account may share, as the consent page names it. */
export interface ShareableHome {
  readonly id: string
  readonly name: string
  readonly devices: readonly { readonly id: string; readonly name: string }[]
}

/** The port to whoever knows the homes: in this product the device API beside us. */
export interface Homes {
  listShareableHomes(accountId: string): Promise<readonly ShareableHome[]>
}
