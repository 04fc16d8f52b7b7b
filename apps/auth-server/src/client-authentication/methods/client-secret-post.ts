import { requiredParameter } from '@latchkey/protocol'
import type { ClientAuthenticationMethod } from '../method.ts'
import { proveSecret } from '../prove-secret.ts'

/** RFC 6749 §2.3.1: the secret in the body, as a form parameter or, where the dialect has it, a JSON member. */
export const clientSecretPost: ClientAuthenticationMethod = {
  name: 'client_secret_post',
  usedBy: ({ parameters }) => parameters.values.has('client_secret'),
  claimedIds: ({ parameters }) => [requiredParameter(parameters, 'client_id')],
  prove: async (server, client, { parameters, address }) => {
    proveSecret(server, client, [requiredParameter(parameters, 'client_secret')], address)
  },
}
