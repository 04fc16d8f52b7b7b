import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { titlesOf } from './proof-tables.ts'

// What broke in other servers since 2023, each by the id under which it is known, and the suites that would have caught it.

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One suite for each class of attack. */
const classes = [
  'redirect-matching',
  'pkce-downgrade',
  'code-lifecycle',
  'client-binding',
  'missing-client-auth',
  'refresh-toctou',
  'revoke-race',
  'token-type-confusion',
  'audience-and-scope-escalation',
  'disabled-principal',
  'policy-fail-open',
  'ssrf-metadata',
  'host-header-trust',
  'account-linking',
  'cross-tenant-and-owner-bola',
  'page-xss-and-cookie-forgery',
  'secret-default-and-key-disclosure',
  'brute-force',
]

/** What went wrong elsewhere → its ids. Where there is no CVE, the advisory or the issue. */
const known: Readonly<Record<string, readonly string[]>> = {
  'a refresh that is read, checked and spent in steps': ['CVE-2026-53517', 'CVE-2026-1035', 'CVE-2026-50631'],
  'a refresh that outlives a revocation beside it': ['keycloak#51312'],
  'a refresh without client authentication': ['CVE-2026-53512'],
  'codes and refresh tokens not bound to their client': ['CVE-2026-55672'],
  'a resource that nobody allowed': ['CVE-2026-67332'],
  'weak choices in the metadata': ['CVE-2026-67336'],
  'a redirect URI that runs script': ['CVE-2026-67333'],
  'accounts linked by an unproven e-mail': ['CVE-2026-53516'],
  'apps made by whoever is signed in': ['GHSA-xr8f-h2gw-9xh6'],
  'a redirect URI that nobody checks': ['CVE-2025-4143', 'CVE-2026-54072'],
  'PKCE that may be left out': ['CVE-2025-4144', 'CVE-2023-48228', 'CVE-2024-23647', 'CVE-2026-26247'],
  'scopes that a grant type does not check': ['CVE-2024-52287'],
  'redirect URIs as patterns': ['CVE-2024-52289', 'CVE-2026-3872', 'CVE-2026-7504', 'CVE-2023-6291'],
  'redirect URIs compared loosely': ['CVE-2024-1132', 'CVE-2024-8883'],
  'a policy that one flow skips': ['CVE-2024-38371', 'CVE-2026-9792'],
  'who is disabled and goes on': ['CVE-2025-64521', 'CVE-2026-1609'],
  'a trust that was withdrawn and goes on': ['CVE-2026-1486'],
  'one kind of token taken for another': ['CVE-2026-1529', 'CVE-2026-101023'],
  'parameters twice in an answer': ['CVE-2026-9689'],
  'requests that the server makes for a stranger': ['CVE-2026-4874', 'CVE-2026-1180'],
  'homes of others in a form': ['CVE-2026-4636', 'CVE-2025-14778'],
  'a path that skips the check': ['CVE-2026-9800'],
  'a rule that only the browser checks': ['CVE-2026-8830'],
  'sessions that are given or kept wrongly': ['CVE-2024-7341', 'CVE-2023-6787'],
  'links built from the Host header': ['CVE-2026-29067', 'GHSA-2wmj-46rj-qm2w'],
  'changes of an account without a fresh sign-in': ['CVE-2026-105207'],
  'ids of another owner': ['CVE-2026-105209', 'CVE-2026-58425'],
  'cookies and forms that can be made up': ['CVE-2026-119128', 'CVE-2026-105215'],
  'guesses without a limit': ['CVE-2025-64102'],
  'script in pages': ['CVE-2026-29191', 'CVE-2026-42849', 'CVE-2024-21637', 'GO-2026-4861'],
  'made-up cursors, secrets that everybody knows': ['GHSA-r9w3-57w2-gch2', 'CVE-2026-33505'],
  'the error of one request in the answer of another': ['Hydra OEL 26.2.5'],
  'tokens of others, or revoked ones, exchanged': ['CVE-2026-9094', 'CVE-2026-9097'],
  'a private key in an answer': ['CVE-2026-90942'],
  'codes that live on or are good twice': ['CVE-2026-26232'],
  'a request object beside other parameters': ['CVE-2026-63687'],
}

function testFiles(): readonly string[] {
  const folders = ['test', 'apps', 'packages']
  return folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
      .filter((path) => !path.endsWith('attack-index.test.ts'))
      .map((path) => `${root}${folder}/${path}`),
  )
}

const titles = testFiles().flatMap((path) => [...titlesOf(readFileSync(path, 'utf8'))])

/** The id itself, and not the beginning of a longer one. */
function holds(title: string, id: string): boolean {
  const end = title.indexOf(id) + id.length
  return title.includes(id) && !/[0-9a-z]/.test(title.charAt(end))
}

for (const [what, ids] of Object.entries(known)) {
  test(`${what}: some test says that it would have caught it`, () => {
    const untold = ids.filter((id) => !titles.some((title) => holds(title, id)))
    assert.deepEqual(untold, [])
  })
}

test('each class of attack has a suite, whose tests name what they would have caught', () => {
  for (const name of classes) {
    const suite = titlesOf(readFileSync(`${root}test/attacks/${name}.test.ts`, 'utf8'))
    assert.ok(
      [...suite].some((title) => /CVE-|GHSA-|keycloak#/.test(title)),
      name,
    )
  }
})
