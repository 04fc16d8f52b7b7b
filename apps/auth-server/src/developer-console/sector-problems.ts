import { OAuthError } from '@latchkey/protocol'
import type { ServerContext } from '../context.ts'
import type { FieldProblem } from '../pages/error-summary.ts'
import { checkSector } from '../registration/check-sector.ts'
import type { Client } from '../store/records.ts'
import { metadataLabels } from './metadata-fields.ts'

const member = 'sectorIdentifierUri'
const saysWhere: readonly string[] = [member, 'redirectUris', 'subjectType']

/** Whether the owner of a sector knows the app, asked of the owner's document when what it is about has changed. */
export async function sectorProblems(
  server: ServerContext,
  wanted: Client,
  changed: readonly string[],
): Promise<readonly FieldProblem[]> {
  if (!changed.some((name) => saysWhere.includes(name))) return []
  try {
    await checkSector(server, wanted)
    return []
  } catch (error) {
    if (!(error instanceof OAuthError) || error.status >= 500) throw error
    const sentence = error.message.replace(/^\w+: /, '')
    return [{ fieldId: member, text: `${metadataLabels[member] ?? member}: ${sentence}.` }]
  }
}
