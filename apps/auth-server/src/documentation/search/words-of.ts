/** How text is cut into words, in the pages and in what is looked for: `redirect_uri` is one word, and so are its parts. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
  return words.flatMap((word) => {
    const parts = word.split('_').filter((part) => part !== '')
    return parts.length > 1 ? [word, ...parts] : parts
  })
}

const askingWords = [
  'a',
  'an',
  'and',
  'are',
  'can',
  'do',
  'does',
  'for',
  'how',
  'i',
  'in',
  'is',
  'it',
  'my',
  'of',
  'on',
  'the',
  'to',
  'what',
  'when',
  'where',
  'which',
  'why',
  'with',
]

/** The words of a question that say what it is about; all of them where none does. */
export function tellingWordsOf(query: string): readonly string[] {
  const words = wordsOf(query)
  const telling = words.filter((word) => !askingWords.includes(word))
  return telling.length === 0 ? words : telling
}
