import { html } from 'hono/html'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import type { HomePickerTexts } from './home-picker-texts.ts'

/** More devices are counted, not named. */
const mostNamed = 8

/** `Hall, Pump and 3 more` */
export function deviceNames(
  devices: readonly { readonly name: string }[],
  text: Pick<HomePickerTexts, 'more'>,
): Html {
  const names = devices
    .slice(0, mostNamed)
    .map(({ name }, at) => html`${at === 0 ? '' : ', '}${foreignText(name)}`)
  const rest = devices.length - names.length
  return html`${names}${rest > 0 ? ` ${text.more(rest)}` : ''}`
}
