import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings, type Settings, SettingsError } from '../../settings.ts'
import type { CommandCall } from '../command.ts'
import { examineFiles } from './examine-files.ts'
import { examineHomes } from './examine-homes.ts'
import { examineServer } from './examine-server.ts'
import { bad, type Finding, messageOf, ok, warn } from './finding.ts'

/** Everything that can be known from here. What hides the rest is told alone: settings first, then files, then rows. */
export async function examine(call: CommandCall): Promise<readonly Finding[]> {
  const settings = settingsOf(call)
  if (settings instanceof SettingsError) return settings.problems.map((problem) => bad('settings', problem))
  const before = [...examineSettings(settings), ...examineFiles(settings, call.now())]
  if (before.some(({ what, mark }) => what === 'master key' && mark !== 'ok')) return before
  if (!hasDatabase(settings)) {
    const text = `there is none in ${settings.dataFolder} yet; the first start makes it`
    return [...before, warn('database', text)]
  }
  return [...before, ...(await examineDatabase(call, settings))]
}

function settingsOf({ env }: CommandCall): Settings | SettingsError {
  try {
    return readSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
}

function examineSettings(settings: Settings): readonly Finding[] {
  const unused = settings.withoutEffect.map((name) =>
    warn('settings', `${name} is set, and nothing in this version uses it; unset it`),
  )
  const { issuer } = settings
  const isSecure = issuer.startsWith('https:')
  return [
    ...(unused.length === 0 ? [ok('settings', 'every setting can be read')] : unused),
    isSecure
      ? ok('issuer', issuer)
      : warn('issuer', `${issuer} is for development; set LATCHKEY_ISSUER to an https origin to go live`),
  ]
}

function hasDatabase({ databaseUrl, dataFolder }: Settings): boolean {
  return databaseUrl !== undefined || existsSync(join(dataFolder, 'latchkey.db'))
}

async function examineDatabase(call: CommandCall, settings: Settings): Promise<readonly Finding[]> {
  try {
    const { server } = await call.open()
    const where = settings.databaseUrl === undefined ? `SQLite in ${settings.dataFolder}` : 'PostgreSQL'
    return [
      ok('database', `${where} answers and is up to date`),
      ok('keys', 'the master key unwraps every key'),
      ...(await examineServer(server)),
      ...(await examineHomes(settings, server)),
    ]
  } catch (error) {
    return [bad('database', `it cannot be used: ${messageOf(error)}`)]
  }
}
