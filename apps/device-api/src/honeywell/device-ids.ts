// Honeywell's ids are `LCC-` and the hardware address of a device. Ours are addresses of the range that no maker has
// (02-…), with the device's number as their end: nothing is stored, and an id leads back to its number.

/** `macID`: twelve hexadecimal digits. */
export function macIdOf(number: number): string {
  return `0200${number.toString(16).toUpperCase().padStart(8, '0')}`
}

export function deviceIdOf(number: number): string {
  return `LCC-${macIdOf(number)}`
}

/** The number of the device with this id; `undefined` for what no device can be called. */
export function deviceNumberOf(id: string): number | undefined {
  const [, digits] = /^LCC-0200([0-9A-F]{8})$/.exec(id) ?? []
  return digits === undefined ? undefined : Number.parseInt(digits, 16)
}
