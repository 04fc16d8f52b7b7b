import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { openMasterKeyFile } from '../../keys/master-key-file.ts'
import type { Settings } from '../../settings.ts'
import { timeText } from '../columns.ts'
import { bad, type Finding, messageOf, ok, warn } from './finding.ts'

const soonMillis = 30 * 86_400_000

/** The files that the settings name. */
export function examineFiles(settings: Settings, now: number): readonly Finding[] {
  return [examineMasterKey(settings), ...(settings.tls === undefined ? [] : [examineTls(settings.tls, now)])]
}

function examineMasterKey({ masterKeyFile, masterKeyMayBeCreated }: Settings): Finding {
  if (!existsSync(masterKeyFile) && masterKeyMayBeCreated)
    return warn('master key', `${masterKeyFile} is not there yet; the first start makes it`)
  try {
    const keys = openMasterKeyFile(masterKeyFile, false)
    return ok(
      'master key',
      `${masterKeyFile} holds ${keys.length === 1 ? 'one key' : `${keys.length} keys`} and is for its owner's eyes only`,
    )
  } catch (error) {
    return bad('master key', messageOf(error))
  }
}

function examineTls({ certFile, keyFile }: NonNullable<Settings['tls']>, now: number): Finding {
  try {
    const certificate = new X509Certificate(readFileSync(certFile))
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))))
      return bad('TLS', `the key in ${keyFile} is not that of the certificate in ${certFile}`)
    return examineTimes(certificate, certFile, now)
  } catch (error) {
    return bad('TLS', `${certFile} and ${keyFile} cannot be used: ${messageOf(error)}`)
  }
}

function examineTimes({ validFromDate, validToDate }: X509Certificate, file: string, now: number): Finding {
  const until = timeText(validToDate.getTime())
  if (validToDate.getTime() <= now) return bad('TLS', `the certificate in ${file} has expired (${until})`)
  if (validFromDate.getTime() > now)
    return bad('TLS', `the certificate in ${file} is not good before ${timeText(validFromDate.getTime())}`)
  return validToDate.getTime() - now < soonMillis
    ? warn('TLS', `the certificate in ${file} expires ${until}; renew it`)
    : ok('TLS', `the certificate is good until ${until}`)
}
