/** Where the form of a form_post page leads, and what it carries there. */
export function postedFields(page: string): {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
} {
  const [form = '', action = ''] =
    /<form[^>]*id="form-post"[^>]* action="([^"]*)"[\s\S]*?<\/form>/.exec(page) ?? []
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return { action, fields: Object.fromEntries([...fields].map(([, name, value]) => [name, value])) }
}
