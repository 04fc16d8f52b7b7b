import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type MasterKeys, newMasterKeyText, parseMasterKeys } from './master-key.ts'

/** Reads the master key file, or makes it where that is allowed. Throws a sentence that says what to do. */
export function openMasterKeyFile(file: string, mayCreate: boolean): MasterKeys {
  if (!existsSync(file)) {
    if (!mayCreate) {
      throw new Error(
        `The master key file ${file} does not exist. On an https issuer it is never made by itself.`,
      )
    }
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeNew(file)
  }
  const mode = statSync(file).mode & 0o777
  if ((mode & 0o077) !== 0) {
    throw new Error(
      `The master key file ${file} can be read by others (mode ${mode.toString(8)}). Run: chmod 600 ${file}`,
    )
  }
  return parseMasterKeys(readFileSync(file, 'utf8'))
}

/** Two processes that start at once: the one that comes second reads what the first one wrote. */
function writeNew(file: string): void {
  try {
    writeFileSync(file, newMasterKeyText(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
