import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { freePort } from '../free-port.ts'
import { nginxPath, startNginx } from '../oidc/nginx.ts'
import type { RunningLatchkey } from '../start-latchkey.ts'
import { makeTestAuthority, type TestAuthority } from '../test-authority.ts'
import { nestDevices, startVendorLatchkey, vendorNames } from './vendor-latchkey.ts'

// The nginx of docs/operating.md speaks TLS for all vendors' names; the server behind it speaks plain http, and trusts it.

const run = promisify(execFile)

let authority: TestAuthority
let latchkey: RunningLatchkey
let nginx: Awaited<ReturnType<typeof startNginx>> | undefined
let ports: readonly [entry: number, tree: number]

before(async () => {
  authority = makeTestAuthority(...Object.values(vendorNames).flat(), nestDevices)
  ports = [await freePort(), await freePort()]
  const upstream = await freePort()
  latchkey = await startVendorLatchkey({
    port: upstream,
    env: {
      LATCHKEY_NEST_REDIRECT: `https://${nestDevices}:${ports[1]}`,
      LATCHKEY_TRUSTED_PROXIES: '127.0.0.1',
    },
  })
  if (nginxPath === undefined) return
  nginx = await startNginx(
    {
      '/etc/latchkey/vendors.pem': join(authority.folder, 'server.pem'),
      '/etc/latchkey/vendors.key': join(authority.folder, 'server.key'),
      'devices.example.com': nestDevices,
      'listen 443 ssl': `listen 127.0.0.1:${ports[0]} ssl`,
      'listen 9553 ssl': `listen 127.0.0.1:${ports[1]} ssl`,
      'http://127.0.0.1:8080': `http://127.0.0.1:${upstream}`,
    },
    ports,
    'Hosts of the vendors',
  )
})
after(async () => {
  await nginx?.end()
  await latchkey?.end()
  authority?.end()
})

const isThere = { skip: nginxPath === undefined && process.env.CI !== 'true' ? 'nginx is missing' : false }

/** Status, where it leads, and the beginning of the body. */
async function curl(url: string, ...more: readonly string[]): Promise<readonly string[]> {
  const { hostname, port } = new URL(url)
  const args = ['-sS', '--cacert', authority.caFile, '--resolve', `${hostname}:${port}:127.0.0.1`]
  const { stdout } = await run('curl', [...args, ...more, '-w', '\n%{http_code} %{redirect_url}', url])
  const lines = stdout.split('\n')
  const [status = '', location = ''] = (lines.pop() ?? '').split(' ')
  return [status, location, lines.join('\n')]
}

test('each name leads to its vendor, and Nest’s entry host to the tree', isThere, async () => {
  const [entry, tree] = ports
  const [status, location] = await curl(`https://developer-api.nest.com:${entry}/devices?print=pretty`)
  assert.deepEqual([status, location], ['307', `https://${nestDevices}:${tree}/devices?print=pretty`])
  assert.equal((await curl(location ?? ''))[0], '401')
  assert.deepEqual(await curl(`https://api.honeywellhome.com:${entry}/v2/locations`), [
    '401',
    '',
    '{"code":"Unauthorized","message":"Authorization has been denied for this request  "}',
  ])
  assert.match((await curl(`https://api.nibeuplink.com:${entry}/api/v1/systems`))[2] ?? '', /"errorCode":19/)
  assert.equal((await curl(`https://tw-api.gogox.com:${entry}/login`))[0], '404')
})

test('what a caller writes into X-Forwarded-Host the front replaces', isThere, async () => {
  const url = `https://api.honeywellhome.com:${ports[0]}/v2/locations`
  const [status, , body] = await curl(url, '-H', 'X-Forwarded-Host: developer-api.nest.com')
  assert.deepEqual([status, body?.slice(0, 22)], ['401', '{"code":"Unauthorized"'])
})

test('without the front the same header counts for nothing from another address', isThere, async () => {
  const url = `http://localhost:${latchkey.port}/v2/locations`
  const header = ['-H', 'X-Forwarded-Host: developer-api.nest.com']
  assert.equal((await curl(url, ...header))[0], '307')
  assert.equal((await curl(url, ...header, '--interface', '127.0.0.2'))[0], '401')
})
