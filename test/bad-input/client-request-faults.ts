// Everything that can be wrong with a request of a client, as a table: each fault is put into a good request.

/** A request that the server would answer with 200. */
export interface GoodRequest {
  readonly path: string
  readonly form: Readonly<Record<string, string>>
}

export interface RawRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface Fault {
  readonly name: string
  /** Some servers shrug at it, this one may too: then it must be a good answer. */
  readonly mayPass?: boolean
  readonly put: (good: GoodRequest) => RawRequest
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' }

function encode(form: Readonly<Record<string, string>>): string {
  return new URLSearchParams(form).toString()
}

function asForm({ path }: GoodRequest, body: string): RawRequest {
  return { path, headers: formType, body }
}

function asJson({ path }: GoodRequest, body: string): RawRequest {
  return { path, headers: { 'content-type': 'application/json' }, body }
}

function without(form: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  const { [name]: _, ...rest } = form
  return rest
}

/** Without them a request may still say all that it must: PKCE stands in for the redirect URI (OAuth 2.1). */
const mayBeMissing = ['redirect_uri']

const oddTexts = {
  'a zero byte': '%00',
  'bytes that are no UTF-8': '%FF%FE',
  'half a surrogate': '%ED%A0%80',
  'a broken escape': '%ZZ',
  'a line feed': '%0D%0AX-Injected:%20yes',
  emoji: '%F0%9F%92%A9',
}

// A table, so longer than a function should be.
function faultsOf(name: string): readonly Fault[] {
  const mayPass = mayBeMissing.includes(name)
  const odd = Object.entries(oddTexts).map(([what, text]) => ({
    name: `${name} with ${what}`,
    put: (good: GoodRequest) =>
      asForm(good, `${encode(without(good.form, name))}&${name}=${good.form[name] ?? ''}${text}`),
  }))
  return [
    { name: `no ${name}`, mayPass, put: (good) => asForm(good, encode(without(good.form, name))) },
    { name: `an empty ${name}`, mayPass, put: (good) => asForm(good, encode({ ...good.form, [name]: '' })) },
    {
      name: `${name} twice`,
      put: (good) => asForm(good, `${encode(good.form)}&${encode({ [name]: good.form[name] ?? '' })}`),
    },
    {
      name: `${name} twice, once empty`,
      put: (good) => asForm(good, `${encode(good.form)}&${name}=`),
    },
    {
      name: `an over-long ${name}`,
      put: (good) => asForm(good, encode({ ...good.form, [name]: 'x'.repeat(20_000) })),
    },
    {
      name: `a ${name} that is only long`,
      put: (good) => asForm(good, encode({ ...good.form, [name]: 'x'.repeat(10_000) })),
    },
    {
      name: `${name} as a list`,
      mayPass,
      put: (good) => asForm(good, encode({ ...without(good.form, name), [`${name}[]`]: 'x' })),
    },
    {
      name: `${name} in capital letters`,
      mayPass,
      put: (good) =>
        asForm(good, encode({ ...without(good.form, name), [name.toUpperCase()]: good.form[name] ?? '' })),
    },
    ...['7', 'true', '["x"]', '{"a":"b"}', '{"__proto__":{"x":1}}'].map((value) => ({
      name: `${name} as the JSON value ${value}`,
      put: (good: GoodRequest) =>
        asJson(
          good,
          JSON.stringify({ ...good.form, [name]: '?' }).replace(`"${name}":"?"`, `"${name}":${value}`),
        ),
    })),
    ...odd,
  ]
}

/** Faults of the request as a whole. */
const wholes: readonly Fault[] = [
  ...['[]', '7', 'null', '"text"', 'true', '{', '{"a":}', '', '[{}]', '{}', '\uFEFF{}', '{"a":1e999}'].map(
    (body) => ({ name: `the JSON body ${body}`, put: (good: GoodRequest) => asJson(good, body) }),
  ),
  { name: 'deep JSON', put: (good) => asJson(good, '['.repeat(20_000) + ']'.repeat(20_000)) },
  {
    name: 'JSON with a lone surrogate',
    put: (good) =>
      asJson(good, JSON.stringify({ ...good.form, client_id: '?' }).replace('"?"', String.raw`"\ud800"`)),
  },
  {
    name: 'JSON with a zero character',
    put: (good) => asJson(good, JSON.stringify({ ...good.form, client_id: '\0' })),
  },
  { name: 'a form that is called JSON', put: (good) => asJson(good, encode(good.form)) },
  { name: 'no body', put: (good) => asForm(good, '') },
  { name: 'garbage', put: (good) => asForm(good, '&&==&%&=x&\0') },
  ...[
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'x',
    '/',
  ].map((type) => ({
    name: `the content type ${type}`,
    put: (good: GoodRequest) => ({
      path: good.path,
      headers: { 'content-type': type },
      body: encode(good.form),
    }),
  })),
  {
    name: 'a hundred parameters',
    put: (good) =>
      asForm(good, `${encode(good.form)}&${Array.from({ length: 100 }, (_, at) => `p${at}=x`).join('&')}`),
  },
  {
    name: 'a parameter with an over-long name',
    put: (good) => asForm(good, `${encode(good.form)}&${'n'.repeat(500)}=x`),
  },
  {
    name: 'everything in the URL',
    put: (good) => ({ ...asForm(good, ''), path: `${good.path}?${encode(good.form)}` }),
  },
  {
    name: 'the client secret in the URL too',
    put: (good) => ({
      ...asForm(good, encode(good.form)),
      path: `${good.path}?${encode({ client_secret: good.form.client_secret ?? '' })}`,
    }),
  },
]

/** Headers that are no credentials. */
const brokenHeaders = {
  'an empty Basic': 'Basic ',
  'Basic without anything': 'Basic',
  'Basic that is no base64': 'Basic %%%',
  'Basic without a colon': `Basic ${btoa('nobody')}`,
  'Basic without a name': `Basic ${btoa(':secret-of-nobody-at-all')}`,
  'Basic of bytes that are no UTF-8': `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0xff]).toString('base64')}`,
  'Basic of zero bytes': `Basic ${btoa('\0:\0')}`,
  'Basic with a broken escape': `Basic ${btoa('%ZZ:%')}`,
  'Basic of nobody': `Basic ${btoa('nobody:secret-of-nobody-at-all')}`,
  'a long Basic': `Basic ${btoa(`n:${'x'.repeat(6_000)}`)}`,
  'two Basics': `Basic ${btoa('a:b')}, Basic ${btoa('c:d')}`,
}

const headerFaults: readonly Fault[] = Object.entries(brokenHeaders).map(([name, authorization]) => ({
  name,
  put: (good) => {
    const { client_id: _, client_secret: __, ...form } = good.form
    return { path: good.path, headers: { ...formType, authorization }, body: encode(form) }
  },
}))

export function faultsFor(good: GoodRequest): readonly Fault[] {
  return [...Object.keys(good.form).flatMap(faultsOf), ...wholes, ...headerFaults]
}
