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
  /** What was sent is still delivered to a reader that reads. */
  close(): void
}

/** So many bytes may wait for a reader; one event alone may be longer. */
export const mostWaiting = 256 * 1024

/** How long what was sent last may take to leave before the connection is cut. */
const leaveMillis = 1000

const encoder = new TextEncoder()

/** `gone` is called when the reader went away or was cut off. */
export function openSendQueue(outgoing: Outgoing | undefined, gone: () => void): SendQueue {
  const opened: ReadableStreamDefaultController<Uint8Array>[] = []
  const size = (chunk: Uint8Array) => chunk.byteLength
  const body = new ReadableStream<Uint8Array>(
    { start: (controller) => void opened.push(controller), cancel: gone },
    { highWaterMark: mostWaiting, size },
  )
  const [controller] = opened
  if (controller === undefined) throw new Error('a stream starts at once')
  const cutOff = () => {
    gone()
    // An error in the stream would be told to nobody but the log: the reader does not read.
    if (outgoing === undefined) controller.error(new Error('the reader is too far behind'))
    else outgoing.destroy()
  }
  return {
    body,
    send: (text) => {
      const chunk = encoder.encode(text)
      const room = controller.desiredSize ?? 0
      const fits = chunk.byteLength <= room || room === mostWaiting
      if (fits) controller.enqueue(chunk)
      else cutOff()
      return fits
    },
    close: () => {
      controller.close()
      const timer = setTimeout(() => outgoing?.writableFinished === false && outgoing.destroy(), leaveMillis)
      timer.unref()
    },
  }
}
