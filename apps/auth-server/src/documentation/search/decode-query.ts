const mostCharacters = 200
const mostWords = 12

/** What somebody looks for: one line of at most 200 characters and twelve words; anything else is cut. */
export function decodeQuery(text: string | undefined): string {
  const line = (text ?? '')
    .slice(0, mostCharacters)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
  return line.trim().split(' ').slice(0, mostWords).join(' ')
}
