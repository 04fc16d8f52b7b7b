import { mostTesters } from '../clients/strangers-apps.ts'
import type { MemberRole } from '../store/records.ts'

/** Besides the owner. */
export const mostDevelopers = 20

export const mostOf: Readonly<Record<MemberRole, number>> = { developer: mostDevelopers, tester: mostTesters }

export const roleWords: Readonly<Record<MemberRole, { readonly title: string; readonly text: string }>> = {
  developer: { title: 'Developer', text: 'Sees and changes everything of this app, its secrets too.' },
  tester: {
    title: 'Invited',
    text: 'May connect the app before it is verified, and sees nothing of it here.',
  },
}
