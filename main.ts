const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(`Latchkey needs Node 24 or newer, not ${process.version}. Start it with: npm start\n`)
  process.exit(2)
}

// Not before: an older Node would stop at the first file without a sentence.
const { serve } = await import('./serve.ts')

// A log that nobody reads any more is no reason to stop serving.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
process.exitCode = await serve({
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stop: stop.signal,
})
