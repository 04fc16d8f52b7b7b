import type { AuditAction, AuditRecord, SubjectKind } from '../store/audit-store.ts'

/** What each action is in plain words, for `…` whatever it was done to. An action without a sentence does not compile. */
const sentences: Readonly<Record<AuditAction, string>> = {
  'account created': 'made …',
  'account changed': 'changed …',
  'account suspended': 'suspended …',
  'account restored': 'restored …',
  'account ended': 'ended … for good',
  'account deleted': 'deleted …',
  'e-mail changed': 'changed the e-mail address of …',
  'password changed': 'changed the password of …',
  'password reset link made': 'made a link to set a new password for …',
  'signed out everywhere': 'signed … out everywhere',
  'app disconnected': 'disconnected …',
  'connection ended': 'ended a connection of …',
  'connection changed': 'changed what a connection of … covers',
  'every app disconnected': 'disconnected every app from …',
  'app registered': 'registered …',
  'app changed': 'changed …',
  'app suspended': 'suspended …',
  'app restored': 'restored …',
  'app ended': 'ended … for good',
  'app verified': 'verified …',
  'app verification taken back': 'took back the verification of …',
  'app verification asked for': 'asked for the verification of …',
  'secret made': 'made a secret for …',
  'secret ended': 'ended a secret of …',
  'member added': 'added a member to …',
  'member removed': 'removed a member from …',
  'API saved': 'declared …',
  'API deleted': 'deleted …',
  'scope saved': 'declared …',
  'scope deleted': 'deleted …',
  'key made': 'made …',
  'key ended': 'ended …',
  'home saved': 'declared …',
  'home deleted': 'deleted …',
}

const nouns: Readonly<Record<SubjectKind, string>> = {
  account: 'the account',
  client: 'the app',
  api: 'the API',
  scope: 'the scope',
  key: 'the key',
  home: 'the home',
}

export interface AuditSentence {
  readonly before: string
  /** `the app`; before its name, where it has one. */
  readonly noun: string
  /** Off where people did something to their own account: its name stands at the beginning already. */
  readonly hasName: boolean
  readonly after: string
}

/** What somebody did, without their name. */
export function auditSentence({ action, actor, subject }: AuditRecord): AuditSentence {
  // A newer version beside this one may write actions that this one does not know.
  const text = Object.hasOwn(sentences, action) ? sentences[action] : `did “${action}” to …`
  const [before = '', after = ''] = text.split('…')
  const isOwn = subject.kind === 'account' && subject.id === actor.accountId
  const noun = Object.hasOwn(nouns, subject.kind) ? nouns[subject.kind] : subject.kind
  return { before, noun: isOwn ? 'their own account' : noun, hasName: !isOwn, after }
}
