import { answeredAccess, commonAccess, type HomeAccess, type Scope } from '@latchkey/protocol'
import type { ShareableHome } from '../homes/homes.ts'
import { choiceOf, type HomeChoice, settled, wholeChoice } from './home-choice.ts'
import { actionsOf, type Level, type OfferedHome, offerOf } from './home-offer.ts'
import { accessOf, everythingOf, type HomeShare, isEmpty, lesser, noShare, shareOf } from './home-share.ts'

/** What an account allowed an app before: for which scope it was asked, and what it answered. */
export interface Remembered {
  readonly scope: Scope
  readonly details: readonly HomeAccess[]
}

/**
 * What the page shows at first: what the person answered last time, and everything where nothing of it was answered. What was
 * not asked then, because the scope did not reach so far, begins as it is offered; a home that was not given begins with nothing.
 */
export function firstChoices(
  homes: readonly ShareableHome[],
  offer: readonly OfferedHome[],
  before: Remembered | undefined,
): readonly HomeChoice[] {
  const whole = offer.map(wholeChoice)
  if (before === undefined) return whole
  const asked = offerOf(homes, before.scope)
  const again = offer.map((home) => {
    const then = asked.find(({ id }) => id === home.id)
    return choiceOf(home, then === undefined ? noShare : sameAgain(home, then, shareOf(then, before.details)))
  })
  return settled(again).problem === undefined ? again : whole
}

/** Who gave the most that was asked then gives the most that is asked now. */
function sameAgain(home: OfferedHome, then: OfferedHome, given: HomeShare): HomeShare {
  const again = (was: Level | undefined, mostThen: Level | undefined, most: Level | undefined) =>
    was !== undefined && was === mostThen ? most : lesser(was, most)
  const devices = home.devices.flatMap(({ id, most }) => {
    const mostThen = then.devices.find((device) => device.id === id)?.most
    const level = again(given.devices.get(id), mostThen, most)
    return level === undefined ? [] : ([[id, level]] as const)
  })
  const share = { devices: new Map(devices), future: again(given.future, then.future, home.future) }
  if (isEmpty(share)) return noShare
  const sensitive = home.sensitive.filter((action) =>
    (then.sensitive.includes(action) ? given.sensitive : home.preset).includes(action),
  )
  return { ...share, sensitive }
}

/**
 * What is remembered after an answer: the answer, and besides it what was given before and was not asked about this time, of the
 * homes and devices that there are. `scope` is what both together were about.
 */
export function rememberedHomes(
  homes: readonly ShareableHome[],
  scope: Scope,
  choices: readonly HomeChoice[],
  before: readonly HomeAccess[],
): readonly HomeAccess[] {
  const owned = homes.flatMap((home) => allOf(home, actionsOf(scope)))
  const given = eachDevice(homes, commonAccess(before, owned))
  const asked = choices.flatMap(({ home }) =>
    accessOf(home, { ...everythingOf(home, 'control', true), sensitive: home.sensitive }),
  )
  return answeredAccess(given, asked, settled(choices).details)
}

/** The whole of a home, and each of its devices by name. */
function allOf({ id, devices }: ShareableHome, actions: HomeAccess['actions']): readonly HomeAccess[] {
  const access = { type: 'home_access', structure: id, actions } as const
  return [
    { ...access, devices: 'all' },
    { ...access, devices: devices.map((device) => device.id) },
  ]
}

/** The same, and of a whole home each device by name, so that one of them can be told apart from the others. */
function eachDevice(homes: readonly ShareableHome[], details: readonly HomeAccess[]): readonly HomeAccess[] {
  return details.flatMap((detail) => {
    const home = homes.find(({ id }) => id === detail.structure)
    return home === undefined || detail.devices !== 'all' ? [detail] : allOf(home, detail.actions)
  })
}
