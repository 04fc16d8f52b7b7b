import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { anna, definition } from '../definition.ts'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { requestUrl } from './app-side.ts'
import { accept, deny, fits, signIn } from './browser-steps.ts'
import { inBrowser, useStage } from './stage.ts'

const stage = useStage(definition)

const titles = {
  en: 'Sign in',
  de: 'Anmelden',
  sv: 'Logga in',
  es: 'Iniciar sesión',
  fr: 'Se connecter',
} as const
type Language = keyof typeof titles

/** What the page of an answer is written in, after its own word, its header's and its title's. */
async function languageOf(answer: Response): Promise<string> {
  const page = await answer.text()
  const [, lang = ''] = /^<!doctype html>\s*<html lang="([^"]*)">/.exec(page) ?? []
  assert.equal(answer.headers.get('content-language'), lang)
  assert.match(answer.headers.get('vary') ?? '', /accept-language/i)
  return lang
}

function loginPage(parameters: Record<string, string>, acceptLanguage?: string): Promise<Response> {
  const url = requestUrl(stage.issuer, 'standard', { redirect_uri: stage.callback, ...parameters })
  return newVisitor(stage.issuer).get(
    url,
    acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage },
  )
}

/** What the app asks for, what the browser prefers, and the language that comes of it. */
const choices: readonly (readonly [Record<string, string>, string | undefined, Language])[] = [
  [{}, undefined, 'en'],
  [{}, '*', 'en'],
  [{}, 'de', 'de'],
  [{}, 'DE-ch', 'de'],
  [{}, 'it, nl;q=0.9', 'en'],
  [{}, 'it, nl;q=0.9, sv;q=0.2', 'sv'],
  [{}, 'en;q=0.5, fr;q=0.9, es;q=0.7', 'fr'],
  [{}, 'fr;q=0.5,es ; q=0.5', 'fr'],
  [{}, 'de;q=0, sv;q=0.1', 'sv'],
  [{}, 'de;q=0', 'en'],
  [{}, 'den, ende;q=0.9, sv-SE;q=0.1', 'sv'],
  [{}, 'de;q=x, sv;q=0.1', 'sv'],
  [{}, 'de;q=99, sv;q=0.1', 'sv'],
  [{}, 'de;q=NaN;q=1, ;;;, =, ,sv;q=0.001', 'sv'],
  [{}, 'constructor, __proto__;q=0.9, toString', 'en'],
  [{}, `${'x,'.repeat(600)}de`, 'en'],
  [{ ui_locales: 'sv' }, 'de', 'sv'],
  [{ ui_locales: 'it fr-CA de' }, 'de', 'fr'],
  [{ ui_locales: 'en-GB de' }, 'de', 'en'],
  [{ ui_locales: 'it nl' }, 'de', 'de'],
  [{ ui_locales: '' }, 'es', 'es'],
  [{ ui_locales: '"><script>alert(1)</script>' }, undefined, 'en'],
  [{ ui_locales: `${'x '.repeat(2_000)}de` }, undefined, 'de'],
  [{ user_locale: 'es-MX' }, 'de', 'es'],
  [{ user_locale: 'es', ui_locales: 'fr' }, undefined, 'fr'],
  [{ user_locale: 'es', ui_locales: 'it' }, undefined, 'es'],
]

test('the app decides by ui_locales or user_locale, else the browser, else it is English', async () => {
  for (const [parameters, header, expected] of choices) {
    const answer = await loginPage(parameters, header)
    const page = await answer.clone().text()
    const asked = `${JSON.stringify(parameters).slice(0, 80)} ${header?.slice(0, 80)}`
    assert.equal(answer.status, 200, asked)
    assert.equal(await languageOf(answer), expected, asked)
    assert.ok(page.includes(`<h1>${titles[expected]}</h1>`), asked)
    assert.ok(!page.includes('<script'), asked)
  }
})

test('both metadata documents announce the languages', async () => {
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    const document = await (await fetch(`${stage.issuer}/.well-known/${name}`)).json()
    assert.deepEqual((document as Record<string, unknown>).ui_locales_supported, Object.keys(titles))
  }
})

test('pages that belong to no request follow the browser', async () => {
  const visitor = newVisitor(stage.issuer)
  const german = { 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' }
  for (const path of [
    '/',
    '/login',
    '/logout',
    '/reset?token=1',
    '/nowhere',
    '/sign-up',
    '/oauth2/authorize',
  ]) {
    assert.equal(await languageOf(await visitor.get(path, german)), 'de', path)
    assert.equal(await languageOf(await visitor.get(path, { 'accept-language': 'nl' })), 'en', path)
  }
})

/** From a browser that prefers French: what is not German was forgotten on the way. */
const request = '/login/oauth2?client_id=nest-pin&state=s&ui_locales=de'
const french = { 'accept-language': 'fr' }

async function begin(): Promise<{ visitor: Visitor; form: Record<string, string> }> {
  const visitor = newVisitor(stage.issuer)
  return { visitor, form: hiddenFields(await (await visitor.get(request, french)).text(), 'login-form') }
}

test('the language of the request holds where something goes wrong, too', async () => {
  const { visitor, form } = await begin()
  const { form_token: _, ...without } = form
  const wrong = { ...form, ...anna, password: 'wrong horse battery' }
  const bad = `/login/oauth2?client_id=nest-pin&ui_locales=de`
  const answers: Record<string, Promise<Response>> = {
    'a wrong password': visitor.post('/login', wrong, french),
    'a form of nowhere': visitor.post('/login', { ...without, ...anna }, french),
    'another browser': newVisitor(stage.issuer).post('/login', { ...form, ...anna }, french),
    'signing out without a token': visitor.post('/logout', without, french),
    'consent without a token': visitor.post('/consent', { ...without, decision: 'accept' }, french),
    cancelled: visitor.post('/login', { ...form, decision: 'cancel' }, french),
    'a missing state': visitor.get(bad, french),
    'an unknown app': visitor.get(`${bad}&state=s`.replace('nest-pin', 'nobody'), french),
    'a parameter that came twice': visitor.get(`${bad}&state=s&state=s`, french),
    'a request that is too long': visitor.get(`${bad}&state=${'s'.repeat(9_500)}`, french),
    'a posted request': visitor.post(
      '/login/oauth2',
      { client_id: 'nobody', state: 's', ui_locales: 'de' },
      french,
    ),
  }
  for (const [what, answer] of Object.entries(answers)) {
    const response = await answer
    const next = response.headers.get('location')
    const page = next === null ? response : await visitor.get(next, french)
    assert.equal(await languageOf(page), 'de', what)
  }
})

test('the protocol’s own English is said to be English, and stands behind a sentence for the reader', async () => {
  const page = await (
    await newVisitor(stage.issuer).get('/oauth2/authorize?client_id=nobody&ui_locales=sv')
  ).text()
  assert.match(page, /<p>Appen skickade en begäran[^<]*<\/p>\s*<p [^>]*id="oauth-error"[^>]* lang="en"/)
  assert.match(page, /There is no app with this client_id\./)
})

test('making an account on the way keeps the language of the app', async () => {
  const visitor = newVisitor(stage.issuer)
  const page = await (await visitor.get(request, french)).text()
  const [, href = ''] = /href="(\/sign-up\?[^"]*)"/.exec(page) ?? []
  const signUp = await visitor.get(href.replaceAll('&amp;', '&'), french)
  const text = await signUp.clone().text()
  assert.equal(await languageOf(signUp), 'de')
  const [, back = ''] = /href="(\/login\?[^"]*)"/.exec(text) ?? []
  assert.equal(await languageOf(await visitor.get(back.replaceAll('&amp;', '&'), french)), 'de')
  const form = { ...hiddenFields(text, 'sign-up-form'), name: 'Carla', email: 'no address', password: 'x' }
  assert.equal(await languageOf(await visitor.post('/sign-up', form, french)), 'de')
})

test('a journey in German, from the app’s request to its code, in an English browser', (t) =>
  inBrowser(
    t,
    async (page) => {
      await page.goto(`${stage.issuer}/login/oauth2?client_id=nest-pin&state=s&ui_locales=de-AT%20de`)
      await isGerman(page, 'Anmelden', 'login')
      await signIn(page, { ...anna, password: 'wrong horse battery' })
      await page.waitForSelector('#login-problem')
      await isGerman(page, 'Anmelden', 'login-wrong')
      await signIn(page, anna)
      await page.waitForSelector('#consent-form')
      await isGerman(page, 'Nest PIN app möchte auf Ihr Zuhause zugreifen', 'consent')
      const asked = await page.innerText('main')
      for (const words of [
        'Ihre Geräte sehen und was sie messen',
        'Alle 2 Geräte',
        '10 Jahre lang',
        'Zustimmen',
      ])
        assert.ok(asked.includes(words), `${words} is not in ${asked}`)
      await page.click('#other-account')
      await isGerman(page, 'Anmelden', 'other-account')
      await signIn(page, anna)
      await accept(page)
      await page.waitForSelector('#authorization-code')
      await isGerman(page, 'Ihr Code für Nest PIN app', 'code')
      assert.match(await page.innerText('main'), /Er gilt 48 Stunden lang und nur einmal/)
      await page.goto(stage.issuer + request)
      await deny(page)
      await page.waitForSelector('#oauth-error')
      await isGerman(page, 'Nest PIN app hat keinen Zugriff erhalten', 'denied')
      await page.goto(`${stage.issuer}/logout`)
      assert.equal(await page.getAttribute('html', 'lang'), 'en', 'without a request the browser decides')
    },
    { viewport: { width: 360, height: 740 } },
  ))

const english = /\b(?:the|your|with|this|you|sign|password)\b/i

async function isGerman(page: Page, heading: string, name: string): Promise<void> {
  assert.equal(await page.innerText('h1'), heading, name)
  assert.equal(await page.getAttribute('html', 'lang'), 'de', name)
  const text = await page.innerText('body')
  assert.doesNotMatch(text, english, name)
  assert.doesNotMatch(await page.title(), english, name)
  await fits(page)
}
