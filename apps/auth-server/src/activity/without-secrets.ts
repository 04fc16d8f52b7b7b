/** Parameters whose values prove or grant something. */
const sensitive = /([?&#;]|^)((?:\w*secret|code|code_verifier|\w*token|\w*assertion|password)=)[^&#;\s]+/gi
/** Credentials before the host of a URI. */
const userInfo = /(:\/\/)[^/?#\s@]*@/g
/** Tokens and secrets of ours by their prefixes, and JWTs. */
const tokens = /\b(lk_[a-z]{2}_|lkat|lkrt|c\.(?=[1-4])|eyJ)[\w.~+/-]{16,}/g

/** A value that a request brought, without what people put into it by mistake and nobody else may read. */
export function withoutSecrets(text: string): string {
  return text.replace(sensitive, '$1$2…').replace(userInfo, '$1…@').replace(tokens, '$1…')
}
