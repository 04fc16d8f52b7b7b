import { text } from 'node:stream/consumers'
import { openHomesStore, structureDefinitionSchema } from '@latchkey/device-api'
import { runCommand } from './apps/auth-server/src/commands/run-command.ts'

// `latchkey … | head` closes the pipe when it has seen enough; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  readInput: () => text(process.stdin),
  openHomes: async (driver) => ({ ...(await openHomesStore(driver)), schema: structureDefinitionSchema }),
  now: Date.now,
})
