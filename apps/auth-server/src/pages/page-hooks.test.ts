import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from './language.ts'
import { hostileNames, pageVariants } from './page-variants.testing.ts'

const pages = pageVariants({ name: 'Latchkey' })
const page = async (name: string) => String(await pages.get(name))

/** What scripts and test suites of others look for, page by page. */
const hooks: readonly (readonly [page: string, hooks: readonly string[]])[] = [
  ['login', ['<form class="stack" id="login-form" method="post"', 'name="email"', 'name="password"']],
  ['login', ['id="login-submit"', 'id="login-cancel" name="decision" value="cancel" formnovalidate']],
  [
    'consent',
    ['id="consent-form" method="post"', 'id="consent-accept" name="decision" value="accept">ACCEPT<'],
  ],
  [
    'consent',
    ['id="consent-deny" name="decision" value="deny">DENY<', 'name="form_token"', 'name="request"'],
  ],
  [
    'consent',
    ['By accepting you authorise <bdi>Warmth Planner</bdi> to', 'until you disconnect it', 'app.example'],
  ],
  ['consent-unverified', ['Nobody has verified this app', 'an app on this device']],
  ['consent-code', ['A code will be shown here', 'for 10 years']],
  ['code', ['translate="no">R7K2WQ9M</code>', 'within 48 hours', 'Nobody should ask you for it.']],
  [
    'form-post',
    ['id="form-post" method="post" action="https://app.example/callback"', 'id="form-post-submit"'],
  ],
  ['not-given', ['<p id="oauth-error">The request was denied.</p>']],
  ['not-given-not-verified', ['<p id="oauth-error">This app is not verified yet']],
  ['not-given-refused', ['id="oauth-error" lang="en">The scope is not allowed for this app.']],
  ['error', ['id="oauth-error"', '<code>7f3a9c21d4e8</code>']],
  ['logout', ['<form id="logout-form" method="post"', 'id="logout-confirm"']],
  ['logout-done', ['id="logout-done"']],
  ['logout-goes-on', ['id="logout-done"', 'id="logout-continue" href="https://app.example/signed-out"']],
  ['logout-refused', ['id="oauth-error"', '<code>7f3a9c21d4e8</code>', 'href="/logout"']],
  ['login-wrong', ['role="alert"', 'value="ada@home.example"', 'aria-invalid="true"']],
  ['reset', ['autocomplete="username"', 'autocomplete="new-password"']],
]

for (const [name, expected] of hooks) {
  test(`${name} keeps its hooks: ${expected[0]}`, async () => {
    const text = await page(name)
    for (const hook of expected) assert.ok(text.includes(hook), `${hook} is not in ${text}`)
  })
}

test('nobody waits, so there is nothing to cancel', async () => {
  assert.ok(!(await page('login-alone')).includes('login-cancel'))
})

test('no title tells a code, an account or a name that a stranger chose', async () => {
  const own =
    /^(Problem: )?(Sign in|Make an account|No new accounts here|New password|Your password is changed|This link no longer works|Allow access|Your code|Back to the app|No access given|Sign out|Signed out|Sign-out refused|Welcome|This app cannot be connected|This page is too old|Nothing here|Something went wrong) · Latchkey$/
  for (const name of pages.keys()) assert.match(titleOf(await page(name)), own)
})

test('every language has titles of its own, and every page says which one it is in', async () => {
  for (const lang of languages.filter((language) => language !== 'en')) {
    for (const [name, made] of pageVariants({ name: 'Latchkey' }, lang)) {
      const text = String(await made)
      assert.match(text, new RegExp(`^<!doctype html>\\n<html lang="${lang}">`), name)
      assert.notEqual(titleOf(text), titleOf(await page(name)), name)
      assert.doesNotMatch(titleOf(text), /[@<]|Warmth|evil|WW|R7K2|alert|undefined/, name)
      assert.doesNotMatch(text, /undefined|\[object/, name)
    }
  }
})

function titleOf(text: string): string {
  return /<title>(.*?)<\/title>/.exec(text)?.[1] ?? ''
}

test('a hostile name is never markup and never makes a page long', async () => {
  for (const name of pages.keys()) {
    const text = await page(name)
    assert.ok(!text.includes(hostileNames[0]), name)
    assert.ok(!/javascript:/.test(text), name)
    assert.ok(text.length < 20_000, `${name} is ${text.length} long`)
  }
})
