import { mostTesters } from '../clients/strangers-apps.ts'
import type { AuditAction } from '../store/audit-store.ts'
import type { Client, State } from '../store/records.ts'
import type { Action } from './action.ts'
import type { AppActionName } from './action-names.ts'
import { unsafeNames } from './badges.ts'

/** How many people it is about, and what becomes of it for them. */
function connectedBy(count: number, one: string, several: string): string {
  if (count === 0) return 'Nobody has connected it now.'
  return count === 1
    ? `1 person has connected it, and ${one}.`
    : `${count} people have connected it, and ${several}.`
}

const endedForGood = 'This app was ended, and that is for good.'

function setState(state: State, action: AuditAction): Action<Client>['run'] {
  return async ({ store }, { clientId, name }, actor) => {
    await store.setClientState(clientId, state, { actor, action, detail: { name } })
    return true
  }
}

/** What an operator does to an app; long because it is a table. To verify it has a page of its own. */
export const appActions = {
  suspend: {
    title: 'Suspend an app',
    question: 'Suspend this app?',
    says: (_, connected) => [
      'Nobody can connect it, and each of its tokens is refused everywhere within a second.',
      connectedBy(connected, 'it stops working there', 'it stops working for them'),
      'Nothing is lost: when you restore it, the same tokens work again.',
    ],
    button: 'Suspend the app',
    kind: 'danger',
    refusal: ({ state }) => {
      if (state === 'ended') return endedForGood
      return state === 'suspended' ? 'This app is suspended already.' : undefined
    },
    run: setState('suspended', 'app suspended'),
    done: 'The app is suspended.',
  },
  restore: {
    title: 'Restore an app',
    question: 'Restore this app?',
    says: (_, connected) => [
      'People can connect it again as before.',
      'Its tokens work again, as far as they have not expired meanwhile.',
      connectedBy(connected, 'has it back', 'have it back'),
    ],
    button: 'Restore the app',
    kind: 'main',
    refusal: ({ state }) => {
      if (state === 'ended') return endedForGood
      return state === 'active' ? 'This app is not suspended.' : undefined
    },
    run: setState('active', 'app restored'),
    done: 'The app is restored, and its tokens work again.',
  },
  end: {
    title: 'End an app',
    question: 'End this app for good?',
    says: (_, connected) => [
      'Every token of it is dead from then on, and its client id is never given again.',
      connectedBy(connected, 'loses it at once', 'lose it at once'),
      'This cannot be undone. To stop the app for a while, suspend it.',
    ],
    button: 'End the app for good',
    kind: 'danger',
    typed: { label: 'Type the client id to confirm', wordOf: ({ clientId }) => clientId },
    refusal: ({ state }) => (state === 'ended' ? 'This app was ended before.' : undefined),
    run: setState('ended', 'app ended'),
    done: 'The app is ended.',
  },
  unverify: {
    title: 'Take back a verification',
    question: 'Take back the verification of this app?',
    says: (client, connected) => [
      client.registration === undefined
        ? 'Newly only its developers and the people whom they invited can connect it, and consent says that nobody has verified it.'
        : `Newly nobody can connect it once ${mostTesters} accounts have, and consent says that nobody has verified it.`,
      connectedBy(connected, 'keeps it', 'keep it'),
      ...(unsafeNames(client).length === 0
        ? []
        : [`What is unsafe about it stops working at once: ${unsafeNames(client).join(', ')}.`]),
    ],
    button: 'Take back the verification',
    kind: 'danger',
    refusal: ({ state, verified }) => {
      if (state === 'ended') return endedForGood
      return verified ? undefined : 'This app is not verified.'
    },
    run: async ({ store }, { clientId, name }, actor) => {
      await store.unverifyClient(clientId, { actor, action: 'app verification taken back', detail: { name } })
      return true
    },
    done: 'The verification is taken back.',
  },
} as const satisfies Readonly<Record<AppActionName, Action<Client>>>
