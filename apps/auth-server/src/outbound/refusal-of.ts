import { OutboundRefused } from './outbound.ts'

/** What went wrong, in words that tell nothing of the network that this server stands in; the cause is for the log. */
export function refusalOf(error: unknown, signal: AbortSignal): OutboundRefused {
  if (error instanceof OutboundRefused) return error
  if (signal.aborted)
    return new OutboundRefused('it did not answer completely within 5 seconds', { cause: error })
  const sentence = sentences.find(([code]) => code.test(codeOf(error)))?.[1] ?? 'it could not be reached'
  return new OutboundRefused(sentence, { cause: error })
}

const sentences: readonly (readonly [code: RegExp, sentence: string])[] = [
  [/^HPE_HEADER_OVERFLOW$/, 'the headers of its answer are too large'],
  [/^HPE_/, 'its answer is no HTTP that can be read'],
  [/CERT|ISSUER|SIGNATURE/, 'its certificate is not trusted, or is not for this host'],
]

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
