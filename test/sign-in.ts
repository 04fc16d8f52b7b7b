// The journey of a person without a browser: forms are read and sent as a browser would. Real browsers are in journeys/.

/** A person's browser: it keeps cookies and follows redirects only when asked to. */
export interface Visitor {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** `headers` may say that another origin posts. */
  post(
    url: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
}

export function newVisitor(issuer: string): Visitor {
  const cookies = new Map<string, string>()
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(url, issuer), {
      redirect: 'manual',
      ...init,
      headers: { ...init.headers, cookie },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  return {
    get: (url, headers) => send(url, { headers: { accept: 'text/html', ...headers } }),
    post: (url, form, headers) =>
      send(url, { method: 'POST', body: new URLSearchParams(form), headers: { origin: issuer, ...headers } }),
  }
}

/** The hidden fields of a form on a page. */
export function hiddenFields(page: string, formId: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*id="${formId}"[^]*?</form>`).exec(page)?.[0] ?? ''
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return Object.fromEntries([...fields].map(([, name, value]) => [name, value]))
}

/** Signs in on the page that an authorize URL shows and accepts; answers where the browser was sent, or the last page. */
export async function allow(
  visitor: Visitor,
  authorizeUrl: string,
  person: { readonly email: string; readonly password: string },
  decision: 'accept' | 'deny' = 'accept',
): Promise<{ readonly location: string | undefined; readonly page: string; readonly response: Response }> {
  let response = await visitor.get(authorizeUrl)
  let page = await response.text()
  if (page.includes('id="login-form"')) {
    response = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
    const next = response.headers.get('location')
    if (next === null) throw new Error(`signing in failed: ${response.status} ${await response.text()}`)
    response = await visitor.get(next)
    page = await response.text()
  }
  if (page.includes('id="consent-form"')) {
    response = await visitor.post('/consent', { ...hiddenFields(page, 'consent-form'), decision })
    page = await response.text()
  }
  return { location: response.headers.get('location') ?? undefined, page, response }
}

/** The code of an answered request. */
export async function allowedCode(
  visitor: Visitor,
  authorizeUrl: string,
  person: { readonly email: string; readonly password: string },
): Promise<string> {
  const { location, page } = await allow(visitor, authorizeUrl, person)
  const code = location === undefined ? shownCode(page) : new URL(location).searchParams.get('code')
  if (code === undefined || code === null) throw new Error(`no code: ${location ?? page}`)
  return code
}

export function shownCode(page: string): string | undefined {
  return /id="authorization-code"[^>]*>([^<]+)</.exec(page)?.[1]
}
