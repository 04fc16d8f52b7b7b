import type { Confirmation, HomeAccess, Scope } from '@latchkey/protocol'
import type { Authentication } from '../store/authentication.ts'
import type { NewFamily } from '../store/grants-store.ts'
import type { Family } from '../store/records.ts'

/** What a permission costs. A grant type only names it; issuing spends it, in the same step that saves. */
export type Spend =
  /** A client acts for itself. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'code'; readonly hash: string; readonly family: NewFamily; readonly begins: Beginning }
  | {
      readonly kind: 'generation'
      readonly family: Family
      readonly secret: Buffer
      readonly presented: number
      /** The key to which the connection is bound from now on. */
      readonly binds: Confirmation | undefined
    }
  /** A refresh token that is kept. */
  | { readonly kind: 'kept'; readonly family: Family; readonly secret: Buffer; readonly presented: number }

/** What the first tokens of a family are made of, beside its row. */
export interface Beginning {
  /** Of its refresh tokens, when it gets any. */
  readonly secret: Buffer | undefined
  /** Its one access token, when that lives so long that it is not sealed. */
  readonly lastingToken: string | undefined
}

/** What a grant type allows: everything pure is checked, nothing is spent. */
export interface Permission {
  /** Absent where a client acts for itself. */
  readonly accountId: string | undefined
  readonly scope: Scope
  /** The scope as the client spelled it. */
  readonly scopeText: string
  readonly audience: readonly string[]
  /** What its access token covers at first. */
  readonly details: readonly HomeAccess[]
  /** The same again where this token alone is to have less than its connection; absent: whatever that covers at the time. */
  readonly ownDetails: readonly HomeAccess[] | undefined
  readonly accessTokenSeconds: number
  readonly nonce: string | undefined
  readonly signedInAt: number | undefined
  readonly authentication: Authentication | undefined
  /** The key that the request proved to have, and that its tokens are bound to. */
  readonly confirmation: Confirmation | undefined
  readonly spends: Spend
}
