import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../pages/language.ts'
import { timesIn } from './times.ts'

const at = Date.UTC(2026, 4, 3, 22, 5)
const words = async (page: ReturnType<ReturnType<typeof timesIn>['day']>) =>
  String(await page).replace(/<[^>]*>/g, '')

test('a day is said in the reader’s language, and machines can read it', async () => {
  const days = await Promise.all(languages.map((lang) => words(timesIn(lang, { claims: {} }).day(at))))
  assert.deepEqual(days, ['3 May 2026', '3. Mai 2026', '3 maj 2026', '3 de mayo de 2026', '3 mai 2026'])
  assert.match(String(await timesIn('de', { claims: {} }).day(at)), /datetime="2026-05-03T22:05:00\.000Z"/)
})

test('a time is said in the zone of the account, else in UTC, and the zone with it', async () => {
  assert.match(await words(timesIn('en', { claims: {} }).time(at)), /^3 May 2026.* 22:05 UTC$/)
  const stockholm = { claims: { zoneinfo: 'Europe/Stockholm' } }
  assert.match(await words(timesIn('sv', stockholm).time(at)), /^4 maj 2026.* 00:05 CEST$/)
  for (const zoneinfo of ['Mars/Olympus', '', 7, '<b>', 'UTC'])
    assert.match(await words(timesIn('fr', { claims: { zoneinfo } }).time(at)), /22:05 UTC$/)
})
