import { type Accent, accentOn, type Color, decodeColor } from './accent.ts'
import type { Brand } from './brand.ts'
import { formRules } from './style/form-rules.ts'
import { groundRules } from './style/ground-rules.ts'
import { journeyRules } from './style/journey-rules.ts'
import { lateRules } from './style/late-rules.ts'
import { siteRules } from './style/site-rules.ts'
import { textRules } from './style/text-rules.ts'
import { darkTheme, lightTheme } from './style/themes.ts'

const lightCard: Color = [255, 255, 255]
const darkCard: Color = [24, 28, 34]
const defaultAccent: Color = [15, 107, 92]

/** The accent of a brand on white; the stylesheet and the icon share it. Throws RangeError for a bad colour. */
export function brandAccent(brand: Brand): Accent {
  return accentOn(lightCard, brandColor(brand))
}

/** The only stylesheet. The operator's colour is computed into it, never copied. */
export function styleSheet(brand: Brand): string {
  return [
    `:root{${variables(brandAccent(brand))}${lightTheme}}`,
    `@media (prefers-color-scheme:dark){:root{${variables(accentOn(darkCard, brandColor(brand)))}${darkTheme}}}`,
    groundRules,
    journeyRules,
    formRules,
    siteRules,
    textRules,
    lateRules,
  ]
    .join('')
    .replace(/\n\s*/g, '')
    .replace(/([{;,:]) /g, '$1')
    .replace(/;? ?([{}])/g, '$1')
}

function brandColor(brand: Brand): Color {
  const color = brand.color === undefined ? defaultAccent : decodeColor(brand.color)
  if (color === undefined) throw new RangeError('The brand colour must look like #0f6b5c')
  return color
}

function variables({ fill, hover, onFill, text }: Accent): string {
  return `--fill:${fill};--hover:${hover};--on-fill:${onFill};--accent:${text};`
}
