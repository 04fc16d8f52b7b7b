import { pino } from 'pino'
import type { ServerContext } from '../context.ts'
import { openMasterKeyFile } from '../keys/master-key-file.ts'
import { openServerContext } from '../open-server-context.ts'
import { readTrustedCa } from '../outbound/trusted-ca.ts'
import { readSettings, type Settings } from '../settings.ts'
import type { ApplyContext } from './apply/change.ts'
import type { CommandHomes, Surroundings } from './command.ts'
import { commandLineActor } from './command-line-actor.ts'
import { openDatabases } from './open-databases.ts'

/** What a command works on: the same rows as the server, which may be running. */
export interface OpenServer {
  readonly settings: Settings
  readonly server: ServerContext
  readonly homes: CommandHomes
  readonly apply: ApplyContext
  close(): Promise<void>
}

/** Throws `SettingsError`, `DatabaseUnavailable`, or a sentence about the master key. */
export async function openServer({ env, openHomes, now }: Surroundings): Promise<OpenServer> {
  const settings = readSettings(env)
  const master = openMasterKeyFile(settings.masterKeyFile, settings.masterKeyMayBeCreated)
  const trustedCa = readTrustedCa(settings.trustedCaFile)
  const databases = await openDatabases(settings)
  try {
    const homes = await openHomes(databases.homes)
    const { issuer, brand, signUp, isTrustedProxy } = settings
    const log = pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true }))
    const server = await openServerContext({
      ...{ driver: databases.server, master, issuer, brand, homes, log, signUp, now, isTrustedProxy },
      registration: settings.registration,
      homesUrl: settings.homesUrl,
      outboundAllow: settings.outboundAllow,
      trustedCa,
    })
    const apply = { store: server.store, keys: server.keys, homes, now, actor: commandLineActor }
    return { settings, server, homes, apply, close: databases.close }
  } catch (error) {
    await databases.close()
    throw error
  }
}
