/** A home as a declaration names it; `owner` is an e-mail in the file and an account's id afterwards. */
export interface DeclaredHome {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly timeZone: string
  readonly devices: readonly { readonly id: string; readonly name: string; readonly type: string }[]
}

/** The port to whoever keeps the homes: in this product the device API beside us. */
export interface DeclaredHomes {
  listAllStructures(): Promise<readonly DeclaredHome[]>
  saveStructure(
    definition: DeclaredHome,
    options: { readonly now: number; readonly prune?: boolean },
  ): Promise<unknown>
  deleteStructure(id: string): Promise<unknown>
}
