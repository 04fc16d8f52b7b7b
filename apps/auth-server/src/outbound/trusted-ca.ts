import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a PEM file, and nothing else of it. Throws a sentence that names the setting. */
export function readTrustedCa(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  const found = readText(file).match(certificate) ?? []
  if (found.length === 0) throw new Error(`LATCHKEY_TRUSTED_CA: the file ${file} holds no PEM certificate.`)
  for (const [index, pem] of found.entries()) check(pem, `${index + 1} of the file ${file}`)
  return `${found.join('\n')}\n`
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`LATCHKEY_TRUSTED_CA cannot be read: ${detail}`, { cause })
  }
}

function check(pem: string, name: string): void {
  try {
    new X509Certificate(pem)
  } catch (cause) {
    throw new Error(`LATCHKEY_TRUSTED_CA: certificate ${name} cannot be read.`, { cause })
  }
}
