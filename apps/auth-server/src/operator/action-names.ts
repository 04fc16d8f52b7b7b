/** What an operator may do to an app and to an account: each has a page, and a row in the table of its actions. */
export const appActionNames = ['suspend', 'restore', 'end', 'unverify'] as const
export const accountActionNames = ['suspend', 'restore', 'end'] as const

export type AppActionName = (typeof appActionNames)[number]
export type AccountActionName = (typeof accountActionNames)[number]
