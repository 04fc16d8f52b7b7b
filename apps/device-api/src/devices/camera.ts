/** A camera, as what is told of it; its pictures are not simulated. */
export interface Camera {
  readonly isStreaming: boolean
  readonly hasAudio: boolean
  readonly hasVideoHistory: boolean
  readonly isPublic: boolean
  /** Milliseconds since 1970. */
  readonly lastOnlineChangeAt: number
  readonly zones: readonly { readonly id: number; readonly name: string }[]
  readonly lastEvent?: CameraEvent
}

export interface CameraEvent {
  readonly hasSound: boolean
  readonly hasMotion: boolean
  readonly hasPerson: boolean
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly endedAt: number
  readonly zoneIds: readonly number[]
}

export function firstCamera(now: number): Camera {
  return {
    isStreaming: true,
    hasAudio: true,
    hasVideoHistory: false,
    isPublic: false,
    lastOnlineChangeAt: now,
    zones: [{ id: 1, name: 'Door' }],
    // Whoever hung it up.
    lastEvent: {
      hasSound: false,
      hasMotion: true,
      hasPerson: true,
      startedAt: now - 10_000,
      endedAt: now,
      zoneIds: [1],
    },
  }
}
