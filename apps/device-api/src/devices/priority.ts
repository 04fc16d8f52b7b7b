/** Whose temperature a thermostat minds: that of chosen rooms, of those where somebody is, or of all. */
export type Priority =
  | { readonly kind: 'rooms'; readonly roomIds: readonly string[] }
  | { readonly kind: 'where people are' }
  | { readonly kind: 'whole home' }
