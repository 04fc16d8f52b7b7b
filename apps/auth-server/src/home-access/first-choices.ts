import type { HomeAccess, Scope } from '@latchkey/protocol'
import type { ShareableHome } from '../homes/homes.ts'
import { choiceOf, type HomeChoice, settled, wholeChoice } from './home-choice.ts'
import { type Level, type OfferedHome, offerOf } from './home-offer.ts'
import { accessOf, type HomeShare, isEmpty, lesser, noShare, shareOf } from './home-share.ts'

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
 * What is remembered after an answer: the answer, and besides it what was given before and was not asked about this time. `scope`
 * is what both together were about.
 */
export function rememberedHomes(
  homes: readonly ShareableHome[],
  scope: Scope,
  choices: readonly HomeChoice[],
  before: readonly HomeAccess[],
): readonly HomeAccess[] {
  const { details } = settled(choices)
  return offerOf(homes, scope).flatMap((home) => {
    const offered = choices.find((choice) => choice.home.id === home.id)?.home
    const given = shareOf(home, before)
    const both = offered === undefined ? given : together(home, offered, given, shareOf(home, details))
    return accessOf(home, both)
  })
}

function together(home: OfferedHome, offered: OfferedHome, before: HomeShare, now: HomeShare): HomeShare {
  const both = (was: Level | undefined, most: Level | undefined, is: Level | undefined) => {
    if (most === undefined) return was
    return is === most && was === 'control' ? was : is
  }
  const mostOf = new Map(offered.devices.map(({ id, most }) => [id, most]))
  const devices = home.devices.flatMap(({ id }) => {
    const level = both(before.devices.get(id), mostOf.get(id), now.devices.get(id))
    return level === undefined ? [] : ([[id, level]] as const)
  })
  const share = { devices: new Map(devices), future: both(before.future, offered.future, now.future) }
  if (isEmpty(share)) return noShare
  const sensitive = home.sensitive.filter((action) =>
    (offered.sensitive.includes(action) ? now : before).sensitive.includes(action),
  )
  return { ...share, sensitive }
}
