/** Sensors tell what they measure every ten seconds: who asks more often gets the same answer, with the same `ETag`. */
const readingMillis = 10_000

/** When what is read at `now` was measured, milliseconds since 1970. */
export const readAt = (now: number) => Math.floor(now / readingMillis) * readingMillis
