import assert from 'node:assert/strict'

/** Waits until it is so, and answers how many milliseconds that took. */
export async function until(isSo: () => Promise<boolean>, mostMillis = 20_000): Promise<number> {
  const begun = performance.now()
  while (performance.now() - begun < mostMillis) {
    if (await isSo()) return performance.now() - begun
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail(`it was not so after ${mostMillis} ms`)
}
