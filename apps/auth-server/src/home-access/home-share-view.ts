import { html } from 'hono/html'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { deviceNames } from './device-names.ts'
import { choiceOf, type HomeChoice } from './home-choice.ts'
import type { OfferedHome } from './home-offer.ts'
import { homePickerTexts } from './home-picker-texts.ts'
import { type HomeShare, isEmpty } from './home-share.ts'

/** What an app has of a home, to read: the devices, how far, and what stands apart. Nothing where it has nothing. */
export function homeShareView(home: OfferedHome, share: HomeShare, lang: Language): Html | undefined {
  if (isEmpty(share)) return undefined
  const choice = choiceOf(home, share)
  const lines = choice.extent === 'everything' ? [everything(choice, lang)] : chosen(choice, lang)
  const { sensitive } = homePickerTexts[lang]
  const apart = share.sensitive.map((action) => html`<p>${sensitive[action].title}</p>`)
  return html`<li><p>${foreignText(home.name)}</p>${lines.map((line) => html`<p>${line}</p>`)}${apart}</li>`
}

function everything({ home, level, future }: HomeChoice, lang: Language): Html {
  const text = homePickerTexts[lang]
  const count = home.devices.length
  const which = future ? (count === 0 ? text.noDeviceYet : text.allLater(count)) : text.allNow(count)
  return html`${which} · ${text.levels[level]}`
}

function chosen({ home, devices }: HomeChoice, lang: Language): readonly Html[] {
  const text = homePickerTexts[lang]
  return (['control', 'read'] as const).flatMap((level) => {
    const named = home.devices.filter(({ id }) => devices.get(id) === level)
    return named.length === 0 ? [] : [html`${deviceNames(named, text)} · ${text.levels[level]}`]
  })
}
