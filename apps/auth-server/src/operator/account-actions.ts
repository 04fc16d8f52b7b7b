import type { AuditAction } from '../store/audit-store.ts'
import type { Account, State } from '../store/records.ts'
import type { Action } from './action.ts'
import type { AccountActionName } from './action-names.ts'

const appsOf = (count: number) =>
  count === 1 ? 'The app that it has connected' : `Each of the ${count} apps that it has connected`

const endedForGood = 'This account was ended, and that is for good.'

/** Nobody locks the door behind themselves; another operator has to. */
export const yourself = 'This is your own account. Ask another operator.'

function setState(state: State, action: AuditAction): Action<Account>['run'] {
  return ({ store }, { id, email, roles }, actor) => {
    const audit = { actor, action, detail: { email } }
    return store.setAccountState(id, state, audit, { keepsOperator: roles.includes('operator') })
  }
}

/** What an operator does to an account; long because it is a table. */
export const accountActions = {
  suspend: {
    title: 'Suspend an account',
    question: 'Suspend this account?',
    says: (_, connected) => [
      'Nobody can sign in with it, and whoever is signed in with it is signed out.',
      connected === 0 ? 'It has connected no app.' : `${appsOf(connected)} stops working within a second.`,
      'Nothing is lost: when you restore it, the same sessions and tokens work again.',
    ],
    button: 'Suspend the account',
    kind: 'danger',
    refusal: ({ id, state }, actor) => {
      if (id === actor.id) return yourself
      if (state === 'ended') return endedForGood
      return state === 'suspended' ? 'This account is suspended already.' : undefined
    },
    run: setState('suspended', 'account suspended'),
    done: 'The account is suspended.',
  },
  restore: {
    title: 'Restore an account',
    question: 'Restore this account?',
    says: (_, connected) => [
      'Its owner can sign in again, and sessions that have not run out go on.',
      connected === 0
        ? 'It has connected no app.'
        : `${appsOf(connected)} works again, as far as tokens have not expired meanwhile.`,
    ],
    button: 'Restore the account',
    kind: 'main',
    refusal: ({ state }) => {
      if (state === 'ended') return endedForGood
      return state === 'active' ? 'This account is not suspended.' : undefined
    },
    run: setState('active', 'account restored'),
    done: 'The account is restored, and its tokens work again.',
  },
  end: {
    title: 'End an account',
    question: 'End this account for good?',
    says: (_, connected) => [
      'Nobody can sign in with it any more, and its e-mail address cannot be used for another account.',
      connected === 0 ? 'It has connected no app.' : `${appsOf(connected)} loses it at once and for good.`,
      'Apps that it owns stay as they are. Suspend or end them too if that is meant.',
      'This cannot be undone. To stop the account for a while, suspend it.',
    ],
    button: 'End the account for good',
    kind: 'danger',
    typed: { label: 'Type the e-mail address to confirm', wordOf: ({ email }) => email },
    refusal: ({ id, state }, actor) => {
      if (id === actor.id) return yourself
      return state === 'ended' ? 'This account was ended before.' : undefined
    },
    run: setState('ended', 'account ended'),
    done: 'The account is ended.',
  },
} as const satisfies Readonly<Record<AccountActionName, Action<Account>>>
