import type { TokenFormat } from './token-format.ts'
import { sealed } from './token-formats/sealed.ts'
import { signed } from './token-formats/signed.ts'

/** Every format that an API may choose. */
export const tokenFormats = { sealed, signed } as const satisfies Record<TokenFormat['name'], TokenFormat>
