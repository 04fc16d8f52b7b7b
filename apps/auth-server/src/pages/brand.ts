/** How the operator presents the server: the settings LATCHKEY_BRAND_NAME, _LOGO and _COLOR. */
export interface Brand {
  readonly name: string
  /** An absolute https URL, or a path on this server. */
  readonly logoUrl?: string
  /** The accent, as `#rgb` or `#rrggbb`. */
  readonly color?: string
}

export const defaultBrand: Brand = { name: 'Latchkey' }

/** The origin that pages must be allowed to load the logo from; nothing for a logo of our own. */
export function logoOrigin(logoUrl: string | undefined): string | undefined {
  if (logoUrl === undefined || !URL.canParse(logoUrl)) return undefined
  const { origin, host } = new URL(logoUrl)
  return /^[a-z0-9.:-]+$/.test(host) ? origin : undefined
}
