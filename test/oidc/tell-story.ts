import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TestAuthority } from '../test-authority.ts'

/**
 * Tells one of the `stories` that a module exports, in a process of its own that trusts the authority: whom Node trusts is settled
 * when it starts. `setting` goes there as JSON. Fails with what the process said, and with `aside()` behind it.
 */
export async function tellStory(
  { clientEnv }: Pick<TestAuthority, 'clientEnv'>,
  { module, name, setting }: { readonly module: string; readonly name: string; readonly setting: unknown },
  aside: () => string | undefined,
): Promise<void> {
  const script = `import { stories } from ${JSON.stringify(module)}
await stories[${JSON.stringify(name)}](${JSON.stringify(setting)})`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { env: clientEnv })
  let output = ''
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  assert.equal(child.exitCode, 0, `${output}\n${aside()}`)
}
