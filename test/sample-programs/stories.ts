import assert from 'node:assert/strict'
import { type SampleApp, type SampleAppName, sampleApps } from './sample-apps.ts'
import { homesIn, homesOpenTo, type Printed, personAt, printedTokens, type Stand } from './stand.ts'

/** A token that a program got and an API call used. */
export interface Used {
  readonly app: SampleAppName
  readonly grant: string
  readonly token: string
}

type Story = (stand: Stand) => Promise<readonly Used[]>

/** What every language must be able to do. */
export const stories: Readonly<Record<string, Story>> = {
  'authorization code, refresh and a call': async (stand) => {
    const app = sampleApps.standard
    const bought = await codeTokens(stand, 'standard')
    const values = { CLIENT_SECRET: app.clientSecret ?? '', REFRESH_TOKEN: bought.refreshToken ?? '' }
    const refreshed = printedTokens(await stand.run(await stand.program(app, 'refresh-token'), { values }))
    assert.deepEqual(await homesOpenTo(stand.issuer, app, refreshed.accessToken), annasHomes)
    assert.ok(refreshed.refreshToken)
    await callApi(stand, app, refreshed.accessToken)
    return [
      { app: 'standard', grant: 'authorization_code', token: bought.accessToken },
      { app: 'standard', grant: 'refresh_token', token: refreshed.accessToken },
    ]
  },
  'client credentials': async (stand) => [await ownToken(stand, 'standard')],
  'an app without secret': async (stand) => {
    const program = await stand.program(sampleApps.public, 'authorization-code')
    assert.doesNotMatch(program.text + program.run, /client_?secret/i)
    const { accessToken, refreshToken = '' } = await codeTokens(stand, 'public')
    const refresh = await stand.program(sampleApps.public, 'refresh-token')
    assert.doesNotMatch(refresh.text + refresh.run, /client_?secret/i)
    printedTokens(await stand.run(refresh, { values: { REFRESH_TOKEN: refreshToken } }))
    return [{ app: 'public', grant: 'authorization_code', token: accessToken }]
  },
  'values with every sign that means something, and the secret written in': async (stand) => {
    const app = sampleApps.awkward
    const program = await stand.programWithSecret(app, 'client-credentials')
    const { accessToken } = printedTokens(await stand.run(program))
    assert.deepEqual(await homesOpenTo(stand.issuer, app, accessToken), [])
    return [
      { app: 'awkward', grant: 'client_credentials', token: accessToken },
      {
        app: 'awkward',
        grant: 'authorization_code',
        token: (await codeTokens(stand, 'awkward')).accessToken,
      },
    ]
  },
  'what goes wrong is said': async (stand) => {
    await saysWhatIsMissing(stand)
    await saysWhatWasRefused(stand)
    return []
  },
}

/** The vendors' apps. */
export const dialectStories: Readonly<Record<string, Story>> = {
  'Nest: the code of the code page': async (stand) => [await usedCode(stand, 'nest')],
  'Honeywell: authorization code': async (stand) => [await usedCode(stand, 'honeywell')],
  'NIBE: authorization code': async (stand) => [await usedCode(stand, 'nibe')],
  'Honeywell: client credentials': async (stand) => [await ownToken(stand, 'honeywell')],
  'GOGOX: client credentials': async (stand) => [await ownToken(stand, 'gogox')],
}

const annasHomes = ['Annas hus']

/** Runs the authorization code's program; its token opens Anna's home. */
async function codeTokens(stand: Stand, name: SampleAppName): Promise<Printed> {
  const app: SampleApp = sampleApps[name]
  const program = await stand.program(app, 'authorization-code')
  const ended = await stand.run(program, { values: secretFor(app), person: personAt(stand.issuer) })
  const tokens = printedTokens(ended)
  assert.deepEqual(await homesOpenTo(stand.issuer, app, tokens.accessToken), annasHomes)
  return tokens
}

async function usedCode(stand: Stand, app: SampleAppName): Promise<Used> {
  const { accessToken } = await codeTokens(stand, app)
  await callApi(stand, sampleApps[app], accessToken)
  return { app, grant: 'authorization_code', token: accessToken }
}

/** An app's own token is good for the API and opens nobody's home. */
async function ownToken(stand: Stand, name: SampleAppName): Promise<Used> {
  const app: SampleApp = sampleApps[name]
  const program = await stand.program(app, 'client-credentials')
  const { accessToken, refreshToken } = printedTokens(await stand.run(program, { values: secretFor(app) }))
  assert.equal(refreshToken, undefined)
  assert.deepEqual(await homesOpenTo(stand.issuer, app, accessToken), [])
  return { app: name, grant: 'client_credentials', token: accessToken }
}

function secretFor({ clientSecret }: SampleApp): Readonly<Record<string, string>> {
  return clientSecret === undefined ? {} : { CLIENT_SECRET: clientSecret }
}

async function callApi(stand: Stand, app: SampleApp, accessToken: string): Promise<void> {
  const program = await stand.program(app, 'call-api')
  const ended = await stand.run(program, { values: { ACCESS_TOKEN: accessToken } })
  assert.equal(ended.code, 0, ended.stderr)
  assert.deepEqual(homesIn(ended.stdout), annasHomes)
}

async function saysWhatIsMissing(stand: Stand): Promise<void> {
  const app = sampleApps.standard
  const variables = {
    'authorization-code': 'CLIENT_SECRET',
    'client-credentials': 'CLIENT_SECRET',
    'refresh-token': 'REFRESH_TOKEN',
    'call-api': 'ACCESS_TOKEN',
  } as const
  for (const kind of ['client-credentials', 'refresh-token', 'call-api'] as const) {
    const values = kind === 'refresh-token' ? secretFor(app) : {}
    const { code, stdout, stderr } = await stand.run(await stand.program(app, kind), { values })
    assert.notEqual(code, 0)
    assert.equal(stdout, '')
    assert.match(stderr, new RegExp(`${variables[kind]}.*first`))
  }
}

async function saysWhatWasRefused(stand: Stand): Promise<void> {
  const { issuer, program, run } = stand
  const anotherState = (text: string) => text.replace(/state=[^&]+/, 'state=another')
  // Without secret, so that the person is asked each time.
  const asking = await program(sampleApps.public, 'authorization-code')
  const own = await program(sampleApps.standard, 'client-credentials')
  const call = await program(sampleApps.standard, 'call-api')
  const wrongs = [
    [await run(asking, { person: personAt(issuer, 'deny') }), /access_denied/],
    [await run(asking, { person: personAt(issuer, 'accept', anotherState) }), /state does not match/],
    [await run(asking, { person: async () => 'not-a-code' }), /invalid_grant/],
    [await run(own, { values: { CLIENT_SECRET: 'wrong' } }), /invalid_client/],
    [await run(call, { values: { ACCESS_TOKEN: 'wrong' } }), /invalid_token/],
  ] as const
  for (const [{ code, stdout, stderr }, sentence] of wrongs) {
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, sentence)
  }
}
