import type { Context } from 'hono'
import { decodeAuditQuery } from '../audit/decode-audit-query.ts'
import { auditCsvHeader, auditCsvLine } from '../audit/encode-audit-csv.ts'
import { auditLine } from '../audit/encode-audit-lines.ts'
import { readAudit } from '../audit/read-audit.ts'
import type { ServerContext } from '../context.ts'
import { pageHeaders } from '../security-headers.ts'
import type { AuditRecord } from '../store/audit-store.ts'

interface Format {
  readonly type: string
  readonly file: string
  readonly header: string
  readonly lineOf: (entry: AuditRecord) => string
}

const lines: Format = {
  type: 'application/jsonl; charset=utf-8',
  file: 'audit.jsonl',
  header: '',
  lineOf: auditLine,
}
const csv: Format = {
  type: 'text/csv; charset=utf-8; header=present',
  file: 'audit.csv',
  header: auditCsvHeader,
  lineOf: auditCsvLine,
}

/** GET /operator/audit.jsonl */
export async function auditLinesEndpoint(server: ServerContext, c: Context): Promise<Response> {
  return exported(server, c, lines)
}

/** GET /operator/audit.csv */
export async function auditCsvEndpoint(server: ServerContext, c: Context): Promise<Response> {
  return exported(server, c, csv)
}

/** Sent as it is read, a page of entries at a time and no faster than the reader takes them. */
function exported(server: ServerContext, c: Context, format: Format): Response {
  const { issuer } = server
  const query = decodeAuditQuery((name) => c.req.query(name))
  const headers = {
    ...pageHeaders({ issuer }),
    'content-type': format.type,
    'content-disposition': `attachment; filename="${format.file}"`,
  }
  return new Response(streamOf(parts(server, query, format)), { headers })
}

async function* parts(
  { store }: ServerContext,
  query: ReturnType<typeof decodeAuditQuery>,
  { header, lineOf }: Format,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder()
  if (header !== '') yield encoder.encode(header)
  for await (const entries of readAudit(store, query)) yield encoder.encode(entries.map(lineOf).join(''))
}

/** A part is read when the one before was taken; a reader who goes away ends it. */
function streamOf(parts: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await parts.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: async () => {
        await parts.return()
      },
    },
    { highWaterMark: 0 },
  )
}
