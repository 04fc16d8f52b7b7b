import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'

/** Waits until a program takes connections on its port; rejects with what it said when it ends, or takes half a minute. */
export async function untilListening(child: ChildProcess, port: number, said: () => string): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await isListening(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`the program did not start: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
