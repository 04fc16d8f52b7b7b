/** A home as a declaration names it; `owner` is an e-mail in the file and an account's id afterwards. */
export interface DeclaredHome {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly timeZone: string
  readonly countryCode?: string | undefined
  readonly postalCode?: string | undefined
  readonly rooms?: readonly { readonly id: string; readonly name: string }[] | undefined
  readonly devices: readonly DeclaredDevice[]
}

export interface DeclaredDevice {
  readonly id: string
  readonly name: string
  readonly type: string
  /** The id of one of the rooms. */
  readonly room?: string | undefined
}

/** A home as it is: what a declaration leaves out stays so. */
export interface PresentHome extends DeclaredHome {
  readonly facts?: Pick<DeclaredHome, 'countryCode' | 'postalCode' | 'rooms'>
  readonly devices: readonly (DeclaredDevice & { readonly roomId?: string | undefined })[]
}

/** The port to whoever keeps the homes: in this product the device API beside us. */
export interface DeclaredHomes {
  listAllStructures(): Promise<readonly PresentHome[]>
  saveStructure(
    definition: DeclaredHome,
    options: { readonly now: number; readonly prune?: boolean },
  ): Promise<unknown>
  deleteStructure(id: string): Promise<unknown>
}
