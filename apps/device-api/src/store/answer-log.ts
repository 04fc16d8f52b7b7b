/** An answer that was sent once and is sent again. */
export interface StoredAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface AnswerClaim {
  /** Says who asked, and with which key. */
  readonly id: string
  /** An account's id: with the account its answers are deleted. */
  readonly owner: string
  /** Says what was asked for. */
  readonly request: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** `claimed`: nobody has asked this before, the caller is to do it; else what is there. */
export type ClaimOutcome = 'claimed' | { readonly request: string; readonly answer: StoredAnswer | undefined }

/** Answers to requests with an idempotency key, kept for a day, of each person the last thousand. Throws `DatabaseUnavailable`. */
export interface AnswerLog {
  /** Of several at once one is claimed. A claim that was left behind is free again after a minute. */
  claimAnswer(claim: AnswerClaim): Promise<ClaimOutcome>
  saveAnswer(claim: AnswerClaim, answer: StoredAnswer): Promise<void>
  /** Nothing was done: somebody may try again with the same key. */
  releaseAnswer(claim: AnswerClaim): Promise<void>
  /** Forgets answers from before `time`. */
  sweepAnswers(time: number): Promise<void>
}
