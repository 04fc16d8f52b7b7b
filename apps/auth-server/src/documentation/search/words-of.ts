/** How text is cut into words, in the pages and in what is looked for: `redirect_uri` is one word, and so are its parts. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
  return words.flatMap((word) => {
    const parts = word.split('_').filter((part) => part !== '')
    return parts.length > 1 ? [word, ...parts] : parts
  })
}
