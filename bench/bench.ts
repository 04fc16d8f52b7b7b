import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freePort } from '../test/free-port.ts'
import { type Bench, type BenchCase, benchCases } from './cases.ts'
import { exchange } from './load.ts'
import { connections, measure, median, type Pace } from './measure.ts'
import { type CaseResult, caseResult, type Footprint, footprintText, tableOf } from './report.ts'
import { redeem } from './requests.ts'
import { seed } from './seed.ts'
import { type ServerProcess, startServer } from './server-process.ts'

/** As the start script of package.json does. */
const preload = ['--import', './compile-cache.mjs']

const help = `npm run bench [-- OPTIONS]

Starts each server on one core, asks it from the other, and prints the CPU time per request of every case beside its
floor in the same run: a ratio within its budget is ok. Writes bench/results.json. Takes about three minutes.

  --quick           about one minute, for a first look
  --only TEXT       only cases whose name contains TEXT; results.json stays as it is
  --profile FOLDER  Latchkey writes a CPU profile there when it ends
  --help            this text

@node-oauth/oauth2-server is not measured, because it is not installed.
`

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const here = fileURLToPath(new URL('.', import.meta.url))
const pace: Pace = options.quick
  ? { warmSeconds: 1, rounds: 4, roundSeconds: 0.5 }
  : { warmSeconds: 3, rounds: 10, roundSeconds: 0.8 }

if (options.help) process.stdout.write(help)
else await run()

async function run(): Promise<void> {
  if (availableParallelism() > 1)
    execFileSync('taskset', ['-cp', '1', String(process.pid)], { stdio: 'ignore' })
  // Beside the operator's own data: a temporary folder may lie in memory, where nothing is made durable.
  const parent = join(here, '../data')
  mkdirSync(parent, { recursive: true, mode: 0o700 })
  const dataFolder = mkdtempSync(join(parent, 'bench-'))
  try {
    await runIn(dataFolder)
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

async function runIn(dataFolder: string): Promise<void> {
  const port = await freePort()
  // The rate is counted, as ever, and never reached.
  const env = {
    ...{ LATCHKEY_DATA: dataFolder, LATCHKEY_DEMO: '0', LATCHKEY_RATES: 'v1=9999999/1' },
    PORT: String(port),
  }
  const codes = Array.from({ length: connections }, (_, n) => `bench-code-${n}`)
  await seed(env, codes)
  const startMillis = await medianStart(env, port)
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]
  const flags = [...preload, ...profile]
  const latchkey = await startServer({ script: 'main.ts', port, env, flags })
  try {
    await exchange(port, getHealth(port))
    const idleMebibytes = latchkey.residentMebibytes()
    const tokens = await Promise.all(codes.map((code) => redeem(port, '/oauth2/token', code)))
    const results = await runCases({ latchkey, dataFolder, tokens })
    const loadedMebibytes = latchkey.residentMebibytes()
    report(results, {
      ...{ startMillis, startBudgetMillis: 400 },
      ...{ idleMebibytes, idleBudgetMebibytes: 120, loadedMebibytes },
    })
  } finally {
    await latchkey.stop()
  }
}

async function runCases(bench: Bench): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = []
  for (const benchCase of benchCases.filter(({ name }) => name.includes(options.only))) {
    process.stderr.write(`${benchCase.name} …\n`)
    results.push(await runCase(bench, benchCase))
  }
  return results
}

async function runCase(bench: Bench, benchCase: BenchCase): Promise<CaseResult> {
  const requests = benchCase.requests(bench)
  const floor = await benchCase.floor(bench, requests)
  const [work, below] = await measure([{ server: bench.latchkey, requests }, floor], pace)
  await floor.stop()
  if (work === undefined || below === undefined) throw new Error('nothing was measured')
  return caseResult(benchCase, work, below)
}

/** How long a start takes on a folder that knows the compiled files already. */
async function medianStart(env: Readonly<Record<string, string>>, port: number): Promise<number> {
  const starts: number[] = []
  await startOnce(env, port)
  for (let n = 0; n < 5; n++) starts.push(await startOnce(env, port))
  return Math.round(median(starts))
}

async function startOnce(env: Readonly<Record<string, string>>, port: number): Promise<number> {
  const begin = performance.now()
  const server: ServerProcess = await startServer({ script: 'main.ts', port, env, flags: preload })
  await exchange(port, getHealth(port))
  const millis = performance.now() - begin
  await server.stop()
  return millis
}

function getHealth(port: number): string {
  return `GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`
}

function report(cases: readonly CaseResult[], footprint: Footprint): void {
  process.stdout.write(`\n${tableOf(cases)}\n${footprintText(footprint)}`)
  if (options.only !== '') return
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: availableParallelism() }
  const results = { at: new Date().toISOString(), machine, cases, footprint }
  writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`)
}
