import { html } from 'hono/html'
import { foreignText } from '../pages/foreign-text.ts'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { deviceKind } from './device-kind-texts.ts'
import { deviceNames } from './device-names.ts'
import { extents, fieldName, type HomeChoice, levelsUpTo, mostLevel } from './home-choice.ts'
import type { OfferedDevice } from './home-offer.ts'
import { type HomePickerTexts, homePickerTexts } from './home-picker-texts.ts'

interface OneHome extends HomeChoice {
  readonly lang: Language
  readonly text: HomePickerTexts
  /** Whether the page has room for every device. */
  readonly isShort: boolean
  /** Whether it has room to say of every home what sensitive actions lead to. */
  readonly explains: boolean
}

/**
 * With more devices in all homes together, a page shows only those of the homes in which single ones are chosen. It holds a
 * token, so it cannot be compressed.
 */
const mostListed = 40
const mostExplained = 10

/**
 * The fields of a form in which a person chooses. Without script: what belongs to the choice that is made is shown by the
 * stylesheet, and all of it is sent. The button `decision=choose` asks for the same page again, with devices to choose from.
 */
export function homePicker(choices: readonly HomeChoice[], lang: Language): Html {
  const text = homePickerTexts[lang]
  const isShort = choices.reduce((sum, { home }) => sum + home.devices.length, 0) <= mostListed
  return html`<div class="picker">${choices.map((choice) =>
    oneHome({ ...choice, lang, text, isShort, explains: choices.length <= mostExplained }),
  )}</div>`
}

function oneHome(view: OneHome): Html {
  return html`<fieldset class="home"><legend>${foreignText(view.home.name)}</legend>
${extentSwitch(view)}
${everything(view)}
${chosenDevices(view)}
${view.isShort ? html`<p class="if-nothing">${view.text.nothingGiven}</p>` : ''}
${sensitiveActions(view)}
</fieldset>`
}

function extentSwitch({ home, extent, text }: OneHome): Html {
  const shown = extents.filter((one) => one !== 'chosen' || home.devices.length > 0)
  return html`<div class="switch">${shown.map(
    (one) =>
      html`<label><input type="radio" name="${fieldName('extent', home.id)}" value="${one}"${one === extent ? html` checked` : ''}>${text.extents[one]}</label>`,
  )}</div>`
}

/** One sentence, which opens where there is something to choose. */
function everything(view: OneHome): Html {
  const { home, text } = view
  const levels = levelsUpTo(mostLevel(home))
  const hasLevels = levels.length > 1
  const hasFuture = home.future !== undefined && home.devices.length > 0
  const level = levels.map(
    (one) => html`<span${hasLevels ? html` class="if-${one}"` : ''}>${text.levels[one]}</span>`,
  )
  const says = html`<span>${extentInWords(view)}<span class="means">${level}</span></span>`
  if (!hasLevels && !hasFuture) return html`<p class="if-everything">${says}</p>`
  return html`<details class="if-everything"><summary>${says}</summary><div class="inside">${
    hasLevels ? levelChoice(view) : ''
  }${hasFuture ? futureChoice(view) : ''}</div></details>`
}

function extentInWords({ home: { devices, future }, text }: OneHome): Html | string {
  const count = devices.length
  if (future === undefined)
    return html`${text.allAsked(count)}<span class="means">${deviceNames(devices, text)}</span>`
  if (count === 0) return text.noDeviceYet
  return html`<span class="if-later">${text.allLater(count)}</span><span class="if-now">${text.allNow(count)}</span>`
}

function levelChoice({ home, level, text }: OneHome): Html {
  const items = levelsUpTo('control').map(
    (one) =>
      html`<label><input type="radio" name="${fieldName('level', home.id)}" value="${one}"${one === level ? html` checked` : ''}><span>${text.levels[one]}</span></label>`,
  )
  return html`<div>${items}</div>`
}

function futureChoice({ home, future, text }: OneHome): Html {
  return box(fieldName('future', home.id), future, text.future)
}

function box(name: string, isTicked: boolean, title: string, means?: string): Html {
  return html`<label><input type="checkbox" name="${name}"${isTicked ? html` checked` : ''}><span>${title}${
    means === undefined ? '' : html`<span class="means">${means}</span>`
  }</span></label>`
}

function chosenDevices(view: OneHome): Html {
  const { home, text } = view
  if (home.devices.length === 0) return html``
  if (!view.isShort && view.extent !== 'chosen')
    return html`<button class="button if-chosen" name="decision" value="choose">${text.showDevices(home.devices.length)}</button>`
  return html`<div class="if-chosen" role="group" aria-label="${text.chooseDevices}">${byName(view).map((device) => deviceRow(view, device))}</div>`
}

/** As people look for them: `Hall 2` before `Hall 10`. */
function byName({ home, lang }: OneHome): readonly OfferedDevice[] {
  const { compare } = new Intl.Collator(lang, { numeric: true })
  return home.devices.toSorted((one, other) => compare(one.name, other.name))
}

function deviceRow({ home, devices, lang, text }: OneHome, { id, name, type, most }: OfferedDevice): Html {
  const kind = deviceKind(type, lang)
  const options = (['none', ...levelsUpTo(most).toReversed()] as const).map(
    (level) =>
      html`<option value="${level}"${level === devices.get(id) ? html` selected` : ''}>${text.levels[level]}`,
  )
  return html`<label class="device"><span><strong>${foreignText(name)}</strong>${kind === undefined ? '' : html`<span class="means">${kind}</span>`}</span><select name="${fieldName('device', home.id, id)}">${options}</select></label>`
}

/** What is asked by name stands apart. */
function sensitiveActions({ home, sensitive, text, explains }: OneHome): Html {
  if (home.sensitive.length === 0) return html``
  const boxes = home.sensitive.map((action) => {
    const { title, means } = text.sensitive[action]
    return box(fieldName(action, home.id), sensitive.includes(action), title, explains ? means : undefined)
  })
  return html`<div class="if-given apart"><p>${text.alsoAllow}</p>${boxes}</div>`
}
