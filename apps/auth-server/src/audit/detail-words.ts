import { tamed } from '../pages/foreign-text.ts'

/** The details of an entry in one line, as `changed: name, redirect URIs; ending: a1`. Values are what people wrote. */
export function detailWords(detail: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(detail).flatMap(([name, value]) => {
    const words = valueWords(value)
    return words === '' ? [] : [`${memberWords(name)}: ${words}`]
  })
  return parts.length === 0 ? '' : tamed(parts.join('; '), 600)
}

function valueWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value)) return value.map((part) => memberWords(String(part))).join(', ')
  return tamed(typeof value === 'object' ? JSON.stringify(value) : String(value), 200)
}

/** `redirectUris` → `redirect URIs`; whatever is no member's name stays as it is. */
function memberWords(name: string): string {
  if (!/^[a-z]+(?:[A-Z][a-z]+)*$/.test(name)) return tamed(name, 200)
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.replace(
    /\b(uri|api|id)(s?)\b/g,
    (_, word: string, plural: string) => word.toUpperCase() + plural,
  )
}
