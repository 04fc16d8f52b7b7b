// Loaded before anything else (`node --import`), in plain JavaScript: switched on here, the cache spares even the first
// file its stripping, and a server that strips nothing does not load the stripper, which is 15 MiB.
import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const dataFolder = process.env.LATCHKEY_DATA?.trim() || './data'
try {
  // The cache would make the folder for all eyes. What is wrong with it is told later, in a sentence.
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  enableCompileCache(join(dataFolder, 'compile-cache'))
} catch {}
