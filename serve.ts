import { once } from 'node:events'
import { DatabaseUnavailable, DataFolderInUse } from '@latchkey/sql'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { demoLines, prepareDemo } from './apps/auth-server/src/demo/demo.ts'
import { runInBackground } from './apps/auth-server/src/run-in-background.ts'
import { readSettings, type Settings, SettingsError } from './apps/auth-server/src/settings.ts'
import { type Listening, listen } from './listen.ts'
import { openLatchkey } from './open-latchkey.ts'
import { requestListener } from './request-listener.ts'
import { dispatchByHost } from './vendor-hosts.ts'

/** What the process is to the server. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal
}

/** Reads the settings, opens the stores, listens until it is asked to stop. Answers the exit code. */
export async function serve(surroundings: Surroundings): Promise<number> {
  try {
    const settings = readSettings(surroundings.env)
    await run(settings, surroundings)
    return 0
  } catch (error) {
    if (!isForTheOperator(error)) throw error
    surroundings.stderr.write(`${error.message}\n`)
    return 2
  }
}

/** An error whose message is a sentence that says what to change; anything else deserves its stack. */
function isForTheOperator(error: unknown): error is Error {
  const isSentence = error instanceof Error && error.name === 'Error' && !('code' in error)
  return (
    isSentence ||
    error instanceof SettingsError ||
    error instanceof DataFolderInUse ||
    error instanceof DatabaseUnavailable
  )
}

async function run(settings: Settings, { stdout, stderr, stop }: Surroundings): Promise<void> {
  const log = pino({ level: settings.logLevel, base: null }, stderr)
  for (const name of settings.withoutEffect) log.warn({ setting: name }, 'this setting has no effect yet')
  const latchkey = await openLatchkey(settings, log, { asServer: true })
  const state = { isReady: false, stop }
  const { now } = latchkey.server
  const app = createApp(latchkey, state, settings)
  const listener = requestListener(dispatchByHost(app.fetch, { ...settings, now }))
  const stopBackground = runInBackground(latchkey.server)
  let listening: Listening | undefined
  try {
    listening = await listen(settings, listener)
    await prepareDemo(latchkey, settings)
    stdout.write(
      `Latchkey serves ${settings.issuer}\n${(await demoLines(latchkey, settings)).map((line) => `${line}\n`).join('')}`,
    )
    state.isReady = true
    if (!stop.aborted) await once(stop, 'abort')
    state.isReady = false
  } finally {
    await listening?.close()
    await stopBackground()
    await latchkey.close()
  }
}
