/** Milliseconds since 1970; replaceable, so that tests need not wait. */
export type Clock = () => number
