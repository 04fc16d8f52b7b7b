import { auditSentence } from '../audit/audit-sentence.ts'
import { detailWords } from '../audit/detail-words.ts'
import { auditLine } from '../audit/encode-audit-lines.ts'
import { readAudit } from '../audit/read-audit.ts'
import { findSubjectNames } from '../audit/subject-names.ts'
import { tamed } from '../pages/foreign-text.ts'
import type { AuditRecord } from '../store/audit-store.ts'
import { timeText } from './columns.ts'
import { type Command, CommandError } from './command.ts'

const mostAsked = 1_000_000

const list: Command = {
  name: 'audit list',
  positionals: [],
  summary: 'Print who changed what, the newest first.',
  options: {
    most: { type: 'string', value: 'N', help: 'How many entries; 50 when it is left out.' },
    text: { type: 'string', value: 'WORDS', help: 'Only entries that have these words in them.' },
    json: { type: 'boolean', help: 'One JSON object a line, as the page of the operator exports them.' },
  },
  run: async (call) => {
    const most = mostOf(call.text('most'))
    const { server } = await call.open()
    for await (const entries of readAudit(server.store, { text: call.text('text') }, most)) {
      const nameOf = await findSubjectNames(server.records, entries)
      for (const entry of entries)
        call.out(call.has('json') ? auditLine(entry).trimEnd() : lineOf(entry, nameOf))
    }
  },
}

/** `2026-11-22T18:04:05Z  olga@example.com suspended the app Warmth Planner (warmth-planner)` */
function lineOf(entry: AuditRecord, nameOf: (subject: AuditRecord['subject']) => string): string {
  const { actor, subject, at, detail } = entry
  const { before, noun, hasName, after } = auditSentence(entry)
  const name = tamed(nameOf(subject), 60)
  const words = detailWords(detail)
  const whom = !hasName ? '' : name === subject.id ? ` ${name}` : ` ${name} (${subject.id})`
  const more = words === '' ? '' : `; ${words}`
  return `${timeText(at)}  ${tamed(actor.name, 60)} ${before}${noun}${whom}${after}${more}`
}

function mostOf(text: string | undefined): number {
  const most = Number(text ?? 50)
  if (Number.isInteger(most) && most >= 1 && most <= mostAsked) return most
  throw new CommandError(`--most ${text} is no number of entries: write one from 1 to ${mostAsked}.`)
}

export const auditCommands: readonly Command[] = [list]
