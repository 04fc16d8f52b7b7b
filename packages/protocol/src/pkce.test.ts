import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeChallengeOf, codeVerifierMatches, isCodeChallenge, isCodeVerifier } from './pkce.ts'

// RFC 7636 appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

test("the RFC's verifier has the RFC's challenge", () => {
  assert.equal(codeChallengeOf(verifier), challenge)
  assert.equal(codeVerifierMatches(verifier, challenge), true)
})

test('nothing else matches: not a changed one, not the challenge itself, not the plain method', () => {
  for (const wrong of [`${verifier.slice(0, -1)}l`, `${verifier}A`, challenge, '', verifier.toLowerCase()])
    assert.equal(codeVerifierMatches(wrong, challenge), false)
  assert.equal(codeVerifierMatches(verifier, verifier), false)
})

test('a verifier has 43 to 128 unreserved characters', () => {
  for (const text of ['a'.repeat(43), 'a'.repeat(128), `${'-._~'.repeat(11)}`])
    assert.equal(isCodeVerifier(text), true, text)
  for (const text of [
    'a'.repeat(42),
    'a'.repeat(129),
    `${'a'.repeat(42)}+`,
    `${'a'.repeat(43)}\n`,
    'ä'.repeat(43),
  ])
    assert.equal(isCodeVerifier(text), false, text)
})

test('a verifier that is none never matches, whatever its hash', () => {
  const short = 'a'.repeat(10)
  assert.equal(codeVerifierMatches(short, codeChallengeOf(short)), false)
})

test('a challenge is 43 characters of base64url', () => {
  assert.equal(isCodeChallenge(challenge), true)
  for (const text of ['', challenge.slice(1), `${challenge}A`, `${challenge}=`, challenge.replace('E', '+')])
    assert.equal(isCodeChallenge(text), false, text)
})
