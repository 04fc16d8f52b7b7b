/** No space, no control character, no backslash, nothing but ASCII: what is left is read by everybody alike. */
const uriCharacters = /^[!-[\]-~]{1,2048}$/

/**
 * An `htu` as it is compared (RFC 9449 §4.3): without query and fragment, after the normalizations of RFC 3986 §6.2.2 and
 * §6.2.3 (letter case of scheme and host, default port, dot segments, percent-encoding). `undefined` for anything else.
 */
export function normalHtu(text: string): string | undefined {
  if (!uriCharacters.test(text) || !URL.canParse(text)) return undefined
  const { protocol, host, pathname, username, password } = new URL(text)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  if (!isWeb || username !== '' || password !== '') return undefined
  return `${protocol}//${host}${normalPath(pathname)}`
}

/** Encoded characters that need no encoding are decoded, the hex digits of the others are capital letters. */
function normalPath(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase()
  })
}
