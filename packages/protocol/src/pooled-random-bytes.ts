import { randomFillSync } from 'node:crypto'

const poolBytes = 4096
const pool = Buffer.alloc(poolBytes)
let used = poolBytes

/**
 * Random bytes from a pool that is filled in bulk, because one call to the generator costs as much for 4 KiB as for 12
 * bytes. For nonces and identifiers, which are no secrets: what is about to be handed out lies in memory before. What was
 * handed out is wiped.
 */
export function pooledRandomBytes(size: number): Buffer {
  if (size > poolBytes) throw new RangeError(`the pool holds ${poolBytes} bytes`)
  if (used + size > poolBytes) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.allocUnsafe(size)
  pool.copy(bytes, 0, used, used + size)
  pool.fill(0, used, used + size)
  used += size
  return bytes
}
