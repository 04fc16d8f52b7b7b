import type { ClientAuthenticationMethod } from '../method.ts'

/** RFC 6749 §2.1: a public client has only a name; it is asked last, when no other method is used. */
export const none: ClientAuthenticationMethod = {
  name: 'none',
  usedBy: ({ parameters }) => parameters.values.has('client_id'),
  claimedIds: ({ parameters }) => [parameters.values.get('client_id') ?? ''],
  prove: async () => {},
}
