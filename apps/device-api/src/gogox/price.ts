export const vehicleTypes = ['motorcycle', 'van', 'truck'] as const
export type VehicleType = (typeof vehicleTypes)[number]

/** Degrees. */
export interface Place {
  readonly lat: number
  readonly lng: number
}

/** What a price is asked for. */
export interface Quoted {
  readonly vehicle: VehicleType
  readonly payment: string | undefined
  /** Where it is picked up, then where it is brought, in this order. */
  readonly places: readonly Place[]
  /** Seconds since 1970. */
  readonly scheduledAt: number
}

/** In hundredths of the currency. */
const tariffs: Readonly<Record<VehicleType, { readonly start: number; readonly perKilometre: number }>> = {
  motorcycle: { start: 4_000, perKilometre: 500 },
  van: { start: 8_000, perKilometre: 900 },
  truck: { start: 20_000, perKilometre: 1_600 },
}

const earthKilometres = 6371

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Along a great circle: streets are longer, and nobody asks for them here. */
function kilometresBetween(one: Place, other: Place): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const chord =
    half(one.lat, other.lat) +
    Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * half(one.lng, other.lng)
  return 2 * earthKilometres * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Hundredths of the currency: a sum to start with, and so much for every kilometre that is begun. Always the same for the same way. */
export function priceOf({ vehicle, places }: Pick<Quoted, 'vehicle' | 'places'>): {
  readonly start: number
  readonly distance: number
} {
  const { start, perKilometre } = tariffs[vehicle]
  const kilometres = places
    .slice(1)
    .reduce((sum, place, index) => sum + kilometresBetween(places[index] ?? place, place), 0)
  return { start, distance: Math.ceil(kilometres) * perKilometre }
}
