/** Red, green and blue, each 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number]

/** The accent of one theme, as `#rrggbb`. */
export interface Accent {
  /** Fills buttons; at least 3:1 against the card, so that a button's shape can be seen (WCAG 1.4.11). */
  readonly fill: string
  readonly hover: string
  /** Text on `fill` and on `hover`; at least 4.5:1 (WCAG 1.4.3). */
  readonly onFill: string
  /** Links and the focus ring; 5:1 against the card, so that 4.5:1 is left on the page around it. */
  readonly text: string
}

const black: Color = [0, 0, 0]
const white: Color = [255, 255, 255]

/** Reads `#rgb` or `#rrggbb`; anything else is undefined. */
export function decodeColor(value: string): Color | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value.trim())?.[1]
  if (digits === undefined) return undefined
  const long = digits.length === 6 ? digits : digits.replace(/./g, '$&$&')
  const bits = Number.parseInt(long, 16)
  return [bits >> 16, (bits >> 8) & 255, bits & 255]
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Color, other: Color): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** Any colour made readable on the given surface, by as little as that takes. */
export function accentOn(surface: Color, color: Color): Accent {
  const fill = pushed(color, surface, 3)
  const onFill = contrast(fill, white) >= 4.5 ? white : black
  return {
    fill: encode(fill),
    hover: encode(mix(fill, onFill === white ? black : white, 0.14)),
    onFill: encode(onFill),
    text: encode(pushed(color, surface, 5)),
  }
}

function pushed(color: Color, surface: Color, wanted: number): Color {
  const target = contrast(surface, white) > contrast(surface, black) ? white : black
  for (let step = 0; step < 50; step++) {
    const candidate = mix(color, target, step / 50)
    if (contrast(candidate, surface) >= wanted) return candidate
  }
  return target
}

function mix(from: Color, to: Color, share: number): Color {
  const part = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share)
  return [part(0), part(1), part(2)]
}

function luminance([red, green, blue]: Color): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function encode([red, green, blue]: Color): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`
}
