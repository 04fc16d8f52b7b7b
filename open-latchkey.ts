import { mkdirSync } from 'node:fs'
import { type HomesStore, openHomesStore } from '@latchkey/device-api'
import { lockDataFolder } from '@latchkey/sql'
import type { Logger } from 'pino'
import { openDatabases } from './apps/auth-server/src/commands/open-databases.ts'
import type { ServerContext } from './apps/auth-server/src/context.ts'
import type { MasterKeys } from './apps/auth-server/src/keys/master-key.ts'
import { openMasterKeyFile } from './apps/auth-server/src/keys/master-key-file.ts'
import { openServerContext } from './apps/auth-server/src/open-server-context.ts'
import { readTrustedCa } from './apps/auth-server/src/outbound/trusted-ca.ts'
import type { Settings } from './apps/auth-server/src/settings.ts'

/** The stores of both apps, opened, and what the authorization server is given. */
export interface Latchkey {
  readonly server: ServerContext
  readonly homes: HomesStore
  readonly master: MasterKeys
  close(): Promise<void>
}

/** Opens what the settings name. A server keeps the data folder for itself; the command line may open it beside. */
export async function openLatchkey(
  settings: Settings,
  log: Logger,
  { asServer }: { readonly asServer: boolean },
): Promise<Latchkey> {
  const { dataFolder, issuer, mtls, brand, signUp, isTrustedProxy } = settings
  const trustedCa = readTrustedCa(settings.trustedCaFile)
  makeDataFolder(dataFolder)
  const lock = asServer && settings.databaseUrl === undefined ? lockDataFolder(dataFolder) : undefined
  const master = openMasterKeyFile(settings.masterKeyFile, settings.masterKeyMayBeCreated)
  const databases = await openDatabases(settings)
  const homes = await closingOnError(databases, openHomesStore(databases.homes))
  const now = Date.now
  const opening = openServerContext({
    driver: databases.server,
    master,
    issuer,
    mtls,
    brand,
    homes,
    homesUrl: settings.homesUrl,
    log,
    signUp,
    registration: settings.registration,
    now,
    isTrustedProxy,
    outboundAllow: settings.outboundAllow,
    trustedCa,
  })
  const server = await closingOnError(databases, opening)
  const close = async () => {
    await databases.close()
    lock?.release()
  }
  return { server, homes, master, close }
}

/** An open database keeps the process alive, whatever has gone wrong after it. */
async function closingOnError<T>(databases: { close(): Promise<void> }, opening: Promise<T>): Promise<T> {
  try {
    return await opening
  } catch (error) {
    await databases.close()
    throw error
  }
}

function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`LATCHKEY_DATA cannot be used: ${detail}`, { cause })
  }
}
