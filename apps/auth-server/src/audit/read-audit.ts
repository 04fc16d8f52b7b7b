import type { AuditPlace, AuditRecord, AuditStore } from '../store/audit-store.ts'

const pageRows = 500
/** An export that is longer goes on by the address of its last entry. */
export const mostExported = 1_000_000

type Asked = Omit<Parameters<AuditStore['listAudit']>[0], 'most'>

/** The entries, the newest first, a page at a time: never all of them are in memory, and never more than `most` come. */
export async function* readAudit(
  store: Pick<AuditStore, 'listAudit'>,
  { before: start, ...asked }: Asked,
  most = mostExported,
): AsyncGenerator<readonly AuditRecord[], void, undefined> {
  let before: AuditPlace | undefined = start
  for (let read = 0; read < most; ) {
    const page = await store.listAudit({ ...asked, before, most: Math.min(pageRows, most - read) })
    if (page.length > 0) yield page
    if (page.length < pageRows) return
    read += page.length
    before = page.at(-1)
  }
}
