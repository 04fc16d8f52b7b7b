import type { HomeAccess } from '@latchkey/protocol'

/**
 * The homes of a connection in one line, for programs that read no JSON: `villa/*=read+control cabin/hall=read`. Ids hold none of
 * these signs.
 */
export function encodeHomeList(details: readonly HomeAccess[]): string {
  return details
    .flatMap(({ structure, devices, actions }) =>
      (devices === 'all' ? ['*'] : devices).map((device) => `${structure}/${device}=${actions.join('+')}`),
    )
    .join(' ')
}
