import type { Role } from '../store/records.ts'

/** What each role may do. One that lacks its words does not compile. */
export const roleWords: Readonly<Record<Role, { readonly title: string; readonly text: string }>> = {
  homeowner: { title: 'Homeowner', text: 'Has homes and devices, and decides which apps may use them.' },
  developer: { title: 'Developer', text: 'Registers apps in the console and looks after them.' },
  operator: { title: 'Operator', text: 'Sees and changes every account and every app on these pages.' },
}

export const allRoles = Object.keys(roleWords) as readonly Role[]
