import { randomCharacters } from '@latchkey/protocol'

/** What an error page shows and the log has, too. */
export function newErrorId(): string {
  return randomCharacters(10, 'typeable')
}
