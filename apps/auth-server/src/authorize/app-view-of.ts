import type { AppView } from '../pages/app-view.ts'
import type { Client } from '../store/records.ts'

/** A client as a person sees it. */
export function appViewOf({ name, publisher, verified, clientUri }: Client): AppView {
  return {
    name,
    verified,
    ...(publisher !== undefined && { publisher }),
    ...(clientUri !== undefined && { homepage: clientUri }),
  }
}
