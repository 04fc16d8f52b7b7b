// Loaded before anything else (`node --import`), in plain JavaScript: switched on here, the cache spares even the first
// file its stripping, and a server that strips nothing does not load the stripper, which is 15 MiB.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(process.env.LATCHKEY_DATA?.trim() || './data', 'compile-cache'))
