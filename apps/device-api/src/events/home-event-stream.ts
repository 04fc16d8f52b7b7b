import type { DeviceApiContext } from '../device-api-context.ts'
import { readAt } from '../devices/read-at.ts'
import type { EventStream } from '../streams/event-stream.ts'
import { shownStructures } from '../structures/shown-structure.ts'
import type { Structure } from '../structures/structure.ts'
import { encodeHomeEvent, encodeReset } from './encode-home-event.ts'
import type { HomeEvent } from './home-event.ts'

/** Of which of a person's homes a stream tells. */
export interface StreamScope {
  /** Absent: of all. */
  readonly structureId?: string
  /** Absent: of all devices there, and of the homes themselves. */
  readonly deviceId?: string
}

export interface HomeEventStreamOptions {
  readonly context: Pick<DeviceApiContext, 'store' | 'feed' | 'now'>
  readonly stream: EventStream
  readonly of: StreamScope
  /** The number of the event that the reader has read last; `undefined`: it begins. */
  readonly lastRead: number | undefined
}

/** Events are read from the store so many at a time. */
const pageLength = 100

/**
 * Tells a reader what changes, each event once and in order. It reads from the store what it has not told yet, and then listens
 * to the feed; an event that comes while it reads makes it read on.
 */
export class HomeEventStream {
  readonly #options: HomeEventStreamOptions
  readonly #roomOf = new Map<string, string>()
  readonly #unwatch: () => void
  /** The number of the event that was told, or passed over, last. */
  #told = 0
  #isLive = false
  /** Something happened while it was read. */
  #readsOn = false
  #begins: 'anew' | 'where it was' | 'at last read' | undefined

  constructor(options: HomeEventStreamOptions) {
    this.#options = options
    const { feed } = options.context
    this.#begins = options.lastRead === undefined ? 'anew' : 'at last read'
    this.#unwatch = feed.watch(options.stream.access.subject, (event) => this.#hear(event))
    void this.#run()
  }

  end(): void {
    this.#unwatch()
  }

  /** The token allows something else: the reader is told everything as it may see it now. */
  startOver(): void {
    this.#begins = 'anew'
    if (!this.#isLive) return
    this.#isLive = false
    void this.#run()
  }

  #hear(event: HomeEvent): void {
    if (this.#isLive) this.#tell(event)
    else this.#readsOn = true
  }

  /** One at a time: what comes meanwhile is in `#begins` and `#readsOn`. */
  async #run(): Promise<void> {
    const { stream } = this.#options
    try {
      do {
        await this.#begin()
        this.#readsOn = false
        await this.#readOn()
      } while (stream.isOpen && (this.#begins !== undefined || this.#readsOn))
      this.#isLive = true
    } catch {
      // The database is away. The reader comes again and goes on where it was.
      stream.close()
    }
  }

  async #begin(): Promise<void> {
    const begins = this.#begins
    if (begins === undefined) return
    this.#begins = undefined
    const { context, stream, lastRead = -1 } = this.#options
    const { last, swept } = await context.store.eventBounds()
    const structures = await this.#readStructures()
    this.#learnRooms(structures)
    if (this.#isLost(structures)) stream.close()
    const goesOn = begins === 'at last read' && lastRead >= swept && lastRead <= last
    this.#told = goesOn ? lastRead : last
    if (goesOn) return
    const showsHomes = this.#options.of.deviceId === undefined && stream.scope.has('structures:read')
    stream.send(encodeReset(structures, { number: last, now: readAt(context.now()), showsHomes }))
  }

  async #readStructures(): Promise<readonly Structure[]> {
    const { context, stream, of } = this.#options
    const { subject } = stream.access
    const { structureId, deviceId } = of
    const one =
      structureId === undefined ? undefined : await context.store.findStructure(subject, structureId)
    const owned = structureId === undefined ? await context.store.listStructures(subject) : one ? [one] : []
    const shown = shownStructures(stream.access, stream.scope, owned)
    if (deviceId === undefined) return shown
    return shown.map((home) => ({ ...home, devices: home.devices.filter(({ id }) => id === deviceId) }))
  }

  /** What the stream was opened for is not covered any more. */
  #isLost(structures: readonly Structure[]): boolean {
    const { structureId, deviceId } = this.#options.of
    if (deviceId !== undefined) return structures.every(({ devices }) => devices.length === 0)
    return structureId !== undefined && structures.length === 0
  }

  #learnRooms(structures: readonly Structure[]): void {
    this.#roomOf.clear()
    for (const { id, roomId } of structures.flatMap(({ devices }) => devices))
      if (roomId !== undefined) this.#roomOf.set(id, roomId)
  }

  async #readOn(): Promise<void> {
    const { context, stream } = this.#options
    for (let isMore = true; isMore && stream.isOpen && this.#begins === undefined; ) {
      const page = await context.store.listEventsOf(stream.access.subject, this.#told, pageLength)
      for (const event of page) this.#tell(event)
      isMore = page.length === pageLength
      await stream.room()
    }
  }

  #tell(event: HomeEvent): void {
    if (event.number <= this.#told) return
    this.#told = event.number
    if (!this.#isOf(event) || this.#isBefore(event)) return
    const { stream } = this.#options
    const rooms = new Set(this.#roomOf.values())
    const text = encodeHomeEvent(event, { access: stream.access, scope: stream.scope, rooms })
    if (text === undefined) return
    // Not before: a room is shown for the sake of a device that is shown.
    this.#learnRoom(event)
    stream.send(text)
  }

  /** Whoever makes up the number of an old event is not told what happened before anybody allowed it anything. */
  #isBefore({ at }: HomeEvent): boolean {
    return at < (this.#options.stream.access.connectedAt ?? 0) * 1000
  }

  #isOf({ structureId, deviceId }: HomeEvent): boolean {
    const { of } = this.#options
    if (of.structureId !== undefined && of.structureId !== structureId) return false
    return of.deviceId === undefined || of.deviceId === deviceId
  }

  #learnRoom({ what }: HomeEvent): void {
    if (what.kind === 'device gone') this.#roomOf.delete(what.device.id)
    if (what.kind !== 'device') return
    const { id, roomId } = what.device
    if (roomId === undefined) this.#roomOf.delete(id)
    else this.#roomOf.set(id, roomId)
  }
}
