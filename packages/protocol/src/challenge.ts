/**
 * A `WWW-Authenticate` challenge (RFC 9110 §11.6.1): a scheme and parameters as quoted strings. Characters that a
 * quoted string cannot hold are left out.
 */
export function challenge(scheme: string, parameters: Readonly<Record<string, string>>): string {
  const written = Object.entries(parameters).map(([name, value]) => `${name}="${quotable(value)}"`)
  return written.length === 0 ? scheme : `${scheme} ${written.join(', ')}`
}

function quotable(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, (character) => `\\${character}`)
}
