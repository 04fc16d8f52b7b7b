/** A water-leak detector. */
export interface Leak {
  readonly isLeaking: boolean
  /** Percent. */
  readonly battery: number
  /** Relative humidity in percent. */
  readonly humidity: number
  /** °C. */
  readonly temperature: number
}

export const firstLeak: Leak = { isLeaking: false, battery: 100, humidity: 45, temperature: 18.5 }
