import type { Dialect } from '@latchkey/dialects'
import type { ServerContext } from '../context.ts'
import type { SigningAlgorithm, tokenFormatNames } from '../store/records.ts'
import type { NewAccessToken } from './access-token.ts'

/** A way to write an access token. */
export interface TokenFormat {
  readonly name: (typeof tokenFormatNames)[number]
  write(server: ServerContext, dialect: Dialect, token: NewAccessToken, algorithm: SigningAlgorithm): string
}
