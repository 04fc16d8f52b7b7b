/**
 * What may be done in a home, from the least on. The last three are sensitive, and a homeowner is asked for each by name:
 * `away` says whether somebody is in, `camera` shows cameras at all, `unlock` opens locks.
 */
export const homeActions = ['read', 'control', 'away', 'camera', 'unlock'] as const
export type HomeAction = (typeof homeActions)[number]

/** What a homeowner shared of one home (RFC 9396 `authorization_details` of type `home_access`). */
export interface HomeAccess {
  readonly type: 'home_access'
  readonly structure: string
  /** `all` covers devices that join the home later, too. */
  readonly devices: 'all' | readonly string[]
  readonly actions: readonly HomeAction[]
}

/** What an app asks for in the same words; what it leaves out is the homeowner's choice. */
export interface RequestedHomeAccess {
  readonly type: 'home_access'
  readonly structure?: string | undefined
  /** Only where `structure` stands. */
  readonly devices?: HomeAccess['devices'] | undefined
  readonly actions?: readonly HomeAction[] | undefined
}
