import type { AppView } from '../pages/app-view.ts'
import type { Client } from '../store/records.ts'

/** A client as a person sees it; `logo` is the path of its image on this server. */
export function appViewOf(client: Client, logo?: string): AppView {
  const { name, publisher, verified, clientUri, policyUri, tosUri, registration } = client
  return {
    name,
    verified,
    ...(publisher !== undefined && { publisher }),
    ...(clientUri !== undefined && { homepage: clientUri }),
    ...(policyUri !== undefined && { privacyPolicy: policyUri }),
    ...(tosUri !== undefined && { terms: tosUri }),
    ...(registration !== undefined && { registeredItself: true }),
    ...(logo !== undefined && { logo }),
  }
}
