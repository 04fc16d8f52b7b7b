import type { SqlDriver } from '@latchkey/sql'
import type { AnswerClaim, AnswerLog, StoredAnswer } from './answer-log.ts'
import { eventsSql } from './events-sql.ts'

/** Answers are kept so long, and a claim whose process died so long. */
export const answerMillis = 24 * 3_600_000
const claimMillis = 60_000
/** Of one person's homes, whoever asked: an app that sends keys without end fills no disk. */
export const mostAnswers = 1_000

export function sqlAnswerLog(driver: SqlDriver): AnswerLog {
  const run = async (sql: string, values: readonly (string | number)[]) =>
    void (await driver.batch([{ sql, values }]))
  return {
    async claimAnswer({ id, owner, request, now }) {
      const values = [id, owner, request, now, now - answerMillis, now - claimMillis]
      const makeRoom = { sql: eventsSql.dropOldAnswers, values: [owner, mostAnswers] }
      const [claimed] = await driver.batch([{ sql: eventsSql.claim, values }, makeRoom])
      if (claimed?.length === 1) return 'claimed'
      const [row] = await driver.read(eventsSql.answer, [id])
      // Whoever had claimed it gave it up between the two statements: for the caller it is under way still.
      if (row === undefined) return { request, answer: undefined }
      return { request: String(row.request), answer: row.status === null ? undefined : answerOf(row) }
    },
    saveAnswer: ({ id, now }: AnswerClaim, { status, headers, body }: StoredAnswer) =>
      run(eventsSql.saveAnswer, [id, now, status, JSON.stringify(headers), body]),
    releaseAnswer: ({ id, now }) => run(eventsSql.releaseAnswer, [id, now]),
    sweepAnswers: (time) => run(eventsSql.sweepAnswers, [time]),
  }
}

function answerOf(row: Readonly<Record<string, unknown>>): StoredAnswer {
  return {
    status: Number(row.status),
    headers: JSON.parse(String(row.headers)) as StoredAnswer['headers'],
    body: String(row.body),
  }
}
