// The device API as Latchkey mounts it, but every token is good without being looked at: what is left is the handler.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createDeviceApi, openHomesStore, usualRates } from '@latchkey/device-api'
import { Hono } from 'hono'
import { openDatabases } from '../../apps/auth-server/src/commands/open-databases.ts'
import { readSettings } from '../../apps/auth-server/src/settings.ts'
import { requestListener } from '../../request-listener.ts'
import { benchAccess } from '../bench-access.ts'

const databases = await openDatabases(readSettings(process.env))
const store = await openHomesStore(databases.homes)
const verify = () => benchAccess
const rates = { ...usualRates, v1: { requests: 9_999_999, seconds: 1 } }
const app = new Hono().route(
  '/',
  createDeviceApi({ origin: 'http://localhost', verify, store, now: Date.now, rates }),
)
const server = createServer({ keepAliveTimeout: 65_000 }, requestListener(app.fetch))
server.listen(Number(process.env.PORT), '127.0.0.1')
await once(server, 'listening')
process.stdout.write('ready {}\n')
process.once('SIGTERM', () => process.exit(0))
