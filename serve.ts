import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { DatabaseUnavailable, DataFolderInUse } from '@latchkey/sql'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { demoLines, prepareDemo } from './apps/auth-server/src/demo/demo.ts'
import { runInBackground } from './apps/auth-server/src/run-in-background.ts'
import { readSettings, type Settings, SettingsError } from './apps/auth-server/src/settings.ts'
import { openLatchkey } from './open-latchkey.ts'
import { requestListener } from './request-listener.ts'

/** What the process is to the server. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal
}

/** How long requests that were begun may take when the server stops. */
const stopMillis = 10_000

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
  const state = { isReady: false }
  const server = createServer(settings, requestListener(createApp(latchkey, state).fetch))
  const stopBackground = runInBackground(latchkey.server)
  try {
    await listen(server, settings)
    await prepareDemo(latchkey, settings)
    stdout.write(
      `Latchkey serves ${settings.issuer}\n${(await demoLines(latchkey, settings)).map((line) => `${line}\n`).join('')}`,
    )
    state.isReady = true
    if (!stop.aborted) await once(stop, 'abort')
    state.isReady = false
  } finally {
    await close(server)
    await stopBackground()
    await latchkey.close()
  }
}

function createServer({ tls }: Settings, listener: RequestListener): Server {
  const limits = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }
  if (tls === undefined) return createHttpServer(limits, listener)
  const files = {
    cert: readTlsFile('LATCHKEY_TLS_CERT_FILE', tls.certFile),
    key: readTlsFile('LATCHKEY_TLS_KEY_FILE', tls.keyFile),
  }
  return createHttpsServer({ ...limits, ...files, minVersion: 'TLSv1.2' }, listener)
}

function readTlsFile(setting: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new Error(`${setting} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

async function listen(server: Server, { port, host }: Settings): Promise<void> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`PORT ${port} of HOST ${host} cannot be listened on: ${messageOf(cause)}`, { cause })
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** Takes no more requests, finishes those that were begun, and gives up on what takes too long. */
async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), stopMillis)
  await closed
  clearTimeout(timer)
}
