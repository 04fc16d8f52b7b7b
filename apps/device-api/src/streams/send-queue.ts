/** The part of Node's answer that a stream needs. Absent where an app is asked without a server, in tests. */
export interface Outgoing {
  readonly writableFinished: boolean
  destroy(): void
}

/** What is written to somebody who may read slowly, or not at all. */
export interface SendQueue {
  readonly body: ReadableStream<Uint8Array>
  /** False: the reader is too far behind, and was cut off. */
  send(text: string): boolean
  /** Resolves when half of what may wait is free, or the reader is gone: who has much to tell waits for it. */
  room(): Promise<void>
  /** What was sent is still delivered to a reader that reads. */
  close(): void
}

/** So many bytes may wait for a reader; one event may be longer while half of it is free. */
export const mostWaiting = 256 * 1024

/** How long what was sent last may take to leave before the connection is cut. */
const leaveMillis = 1000

const encoder = new TextEncoder()

/** Who has much to send waits here. */
class Waiting {
  readonly #resolves: (() => void)[] = []

  wait(): Promise<void> {
    return new Promise((resolve) => this.#resolves.push(resolve))
  }
  goOn(): void {
    for (const resolve of this.#resolves.splice(0)) resolve()
  }
}

/** `gone` is called when the reader went away or was cut off. */
export function openSendQueue(outgoing: Outgoing | undefined, gone: () => void): SendQueue {
  const waiting = new Waiting()
  const end = () => {
    gone()
    waiting.goOn()
  }
  const { body, controller, hasRoom } = openBody(waiting, end)
  const cutOff = () => {
    end()
    // An error in the stream would be told to nobody but the log: the reader does not read.
    if (outgoing === undefined) controller.error(new Error('the reader is too far behind'))
    else outgoing.destroy()
  }
  return {
    body,
    send: (text) => {
      const chunk = encoder.encode(text)
      const fits = chunk.byteLength <= (controller.desiredSize ?? 0) || hasRoom()
      if (fits) controller.enqueue(chunk)
      else cutOff()
      return fits
    },
    room: () => (hasRoom() ? Promise.resolve() : waiting.wait()),
    close: () => {
      waiting.goOn()
      controller.close()
      const timer = setTimeout(() => outgoing?.writableFinished === false && outgoing.destroy(), leaveMillis)
      timer.unref()
    },
  }
}

function openBody(waiting: Waiting, end: () => void) {
  const opened: ReadableStreamDefaultController<Uint8Array>[] = []
  const hasRoom = () => (opened[0]?.desiredSize ?? mostWaiting) >= mostWaiting / 2
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => void opened.push(controller),
      pull: () => (hasRoom() ? waiting.goOn() : undefined),
      cancel: end,
    },
    { highWaterMark: mostWaiting, size: (chunk: Uint8Array) => chunk.byteLength },
  )
  const [controller] = opened
  if (controller === undefined) throw new Error('a stream starts at once')
  return { body, controller, hasRoom }
}
