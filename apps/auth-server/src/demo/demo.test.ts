import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { type RunningLatchkey, runCli, startLatchkey } from '../../../../test/start-latchkey.ts'

const run = promisify(execFile)
const env = { LATCHKEY_DEMO: '1' }

/** The lines below a dialect's heading: comment → command. */
function linesOf(stdout: string, dialect: string): ReadonlyMap<string, string> {
  const lines = stdout.split('\n')
  const start = lines.findIndex((line) => line.startsWith('#') && line.includes(`(dialect ${dialect},`)) + 1
  const length = lines.slice(start).indexOf('')
  const section = lines.slice(start, start + length)
  return new Map(
    section.flatMap((line, index) => (line.startsWith('curl ') ? [[section[index - 1] ?? '', line]] : [])),
  )
}

/** Pastes a line into a shell. */
async function paste(line: string | undefined): Promise<Record<string, unknown>> {
  assert.ok(line)
  const { stdout } = await run('sh', ['-c', line])
  return JSON.parse(stdout) as Record<string, unknown>
}

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startLatchkey({ env })
})
after(() => latchkey.end())

const members: Readonly<Record<string, readonly string[]>> = {
  standard: ['access_token', 'token_type', 'expires_in', 'refresh_token', 'scope', 'authorization_details'],
  nest: ['access_token', 'expires_in'],
  honeywell: ['access_token', 'refresh_token', 'expires_in', 'token_type'],
  nibe: ['access_token', 'expires_in', 'refresh_token', 'scope', 'token_type'],
  gogox: ['access_token', 'token_type', 'expires_in', 'created_at'],
}

for (const [dialect, expected] of Object.entries(members)) {
  test(`every line for ${dialect} works when it is pasted, and none is left over`, async () => {
    const lines = linesOf(latchkey.output.stdout, dialect)
    assert.ok(lines.size >= 2)
    for (const [comment, line] of lines) {
      // Outside of quotes zsh takes a question mark for a pattern, and refuses the line.
      assert.doesNotMatch(line.replace(/'[^']*'/g, ''), /https?:\/\/\S*[?&*]/)
      const answer = await paste(line)
      assert.equal(answer.error, undefined, `${comment} ${JSON.stringify(answer)}`)
      if (/shared/.test(comment)) assert.match(JSON.stringify(answer), /demo-thermostat/)
      else if (/thermostats/.test(comment)) assert.match(JSON.stringify(answer), /"demo-thermostat":{/)
      else if (/locations/.test(comment)) assert.match(JSON.stringify(answer), /"locationID":/)
      else if (/system/.test(comment)) assert.equal(answer.numItems, 1)
      else if (/device/.test(comment)) assert.match(JSON.stringify(answer), /"ambient_temperature_c":/)
      else if (/target/.test(comment)) assert.match(JSON.stringify(answer), /"target_temperature_c":22.5/)
      else if (/nobody/.test(comment)) assert.equal(answer.away, 'away')
      else if (/own token/.test(comment)) assert.equal(typeof answer.access_token, 'string')
      else assert.deepEqual(Object.keys(answer), expected, comment)
    }
  })
}

test('a code of the lines is good once', async () => {
  const line = [...linesOf(latchkey.output.stdout, 'nibe').values()][0]
  assert.equal((await paste(line)).error, 'invalid_request')
})

test('a second start prints the same accounts and clients with fresh codes', async () => {
  const { folder, port } = latchkey
  const before = latchkey.output.stdout
  await latchkey.stop()
  latchkey = await startLatchkey({ env, folder, port })
  const now = latchkey.output.stdout
  const withoutCodes = (text: string) => text.replaceAll(/\bcode=[A-Za-z0-9_-]+/g, 'code=')
  assert.equal(withoutCodes(now), withoutCodes(before))
  assert.notEqual(now, before)
  assert.equal((await paste([...linesOf(now, 'nest').values()][0])).expires_in, 315_360_000)
})

test('the demo is made in an empty database only, and not where it is refused', async () => {
  const empty = await startLatchkey({ env: { LATCHKEY_DEMO: '' } })
  assert.match(empty.output.stdout, /^curl /m)
  await empty.end()
  const definition = { accounts: [{ email: 'somebody@example.com' }] }
  const theirs = await startLatchkey({ env: { LATCHKEY_DEMO: '' }, definition })
  assert.doesNotMatch(theirs.output.stdout, /demo-/)
  await theirs.end()
  const refused = await startLatchkey()
  assert.doesNotMatch(refused.output.stdout, /demo-/)
  await refused.end()
})

test('a demo client whose secret was replaced prints no lines, and an ended one nothing', async () => {
  const { folder, port, issuer } = latchkey
  const cli = (...args: string[]) =>
    runCli({ PATH: process.env.PATH ?? '', LATCHKEY_DATA: folder, LATCHKEY_ISSUER: issuer }, args)
  const [, ending = ''] = /ends in (..)/.exec(await cli('client', 'show', 'demo-gogox')) ?? []
  await cli('client', 'secret', 'demo-gogox', '--label', 'mine')
  await cli('client', 'secret-end', 'demo-gogox', ending)
  await cli('client', 'end', 'demo-nest')
  await latchkey.stop()
  latchkey = await startLatchkey({ env, folder, port })
  assert.equal(linesOf(latchkey.output.stdout, 'gogox').size, 0)
  assert.match(latchkey.output.stdout, /Its secret was changed/)
  assert.doesNotMatch(latchkey.output.stdout, /demo-nest/)
})
