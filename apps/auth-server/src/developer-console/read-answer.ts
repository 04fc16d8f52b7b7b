/** What came back from the authorization endpoint: a code, or a sentence why there is none. */
export type Answered = { readonly code: string } | { readonly problem: string }

/** Reads the address that the browser ended at, or the code itself where a page showed one. */
export function readAnswer(text: string, state: string): Answered {
  if (text === '') return { problem: 'Paste the address that your browser ended at, or the code.' }
  if (!URL.canParse(text)) return codeAlone(text)
  const { searchParams } = new URL(text)
  const error = searchParams.get('error')
  const code = searchParams.get('code')
  if (error !== null)
    return { problem: `The answer was ${error}: ${searchParams.get('error_description') ?? ''}` }
  if (code === null)
    return { problem: 'This address holds no code. It must be the one at which your browser ended.' }
  if (searchParams.get('state') !== state)
    return {
      problem:
        'The state of this answer is not the one that was sent: it belongs to another run. Programs stop here.',
    }
  return { code }
}

function codeAlone(text: string): Answered {
  return /^[\w.~-]+$/.test(text) ? { code: text } : { problem: 'This is neither an address nor a code.' }
}
