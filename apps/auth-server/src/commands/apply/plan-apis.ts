import { equalInConstantTime } from '@latchkey/protocol'
import { hashSecret, weakBelow } from '../../clients/client-secret.ts'
import type { Api } from '../../store/records.ts'
import {
  type ApplyContext,
  type ApplyOptions,
  type Change,
  differences,
  type Plan,
  repeated,
} from './change.ts'
import type { ApiDeclaration } from './declaration.ts'

/** APIs as declared. An API's secret may be left out once it has one. */
export function planApis(
  context: ApplyContext,
  options: ApplyOptions,
  declared: readonly ApiDeclaration[],
  { present, knownScopes }: { present: readonly Api[]; knownScopes: ReadonlySet<string> },
): Plan {
  const byId = new Map(present.map((api) => [api.id, api]))
  const named = new Set(declared.map(({ id }) => id))
  return {
    changes: declared.flatMap((api) => changesOf(context, api, byId.get(api.id))),
    removals: present
      .filter(({ id }) => !named.has(id))
      .map(({ id }) => ({
        line: `api ${id}: deleted`,
        write: () => context.store.deleteApi(id, { actor: context.actor, action: 'API deleted' }),
      })),
    problems: [
      ...repeated(
        declared,
        (index) => `apis[${index}].id`,
        ({ id }) => id,
      ),
      ...repeated(
        declared,
        (index) => `apis[${index}].identifier`,
        ({ identifier }) => identifier,
      ),
      ...declared.flatMap((api, index) =>
        reasons(api, { present, knownScopes, weak: options.weak }).map(
          (reason) => `apis[${index}].${reason}`,
        ),
      ),
    ],
  }
}

function changesOf(
  { store, keys, actor }: ApplyContext,
  declared: ApiDeclaration,
  present: Api | undefined,
): readonly Change[] {
  const { secret, ...document } = declared
  const secretHash = secret === undefined ? undefined : hashSecret(keys.current('pepper'), secret)
  const isSame =
    secretHash === undefined || (present !== undefined && equalInConstantTime(secretHash, present.secretHash))
  const changed = present === undefined ? [] : differences(document, present)
  if (present !== undefined && !isSame) changed.push('secret')
  if (present !== undefined && changed.length === 0) return []
  const api: Api = {
    ...document,
    secretHash: secretHash ?? present?.secretHash ?? '',
    secretEnding: secret?.slice(-2) ?? present?.secretEnding ?? '',
  }
  const what = present === undefined ? 'added' : `changed ${changed.join(', ')}`
  const audit = { actor, action: 'API saved', detail: present === undefined ? {} : { changed } } as const
  return [{ line: `api ${api.id}: ${what}`, write: () => store.saveApi(api, audit) }]
}

function reasons(
  api: ApiDeclaration,
  known: { present: readonly Api[]; knownScopes: ReadonlySet<string>; weak: boolean },
): readonly string[] {
  const found: string[] = []
  if (api.secret === undefined && !known.present.some(({ id }) => id === api.id))
    found.push('secret: a new API needs one, to authenticate with')
  if (!known.weak && (api.secret?.length ?? weakBelow) < weakBelow)
    found.push(
      `secret: it has fewer than ${weakBelow} characters and can be guessed; --weak accepts it all the same`,
    )
  const other = known.present.find(({ id, identifier }) => identifier === api.identifier && id !== api.id)
  if (other !== undefined) found.push(`identifier: it is that of the API ${other.id}`)
  api.scopes.forEach((scope, index) => {
    if (!known.knownScopes.has(scope))
      found.push(`scopes[${index}]: the scope ${scope} is neither built in nor declared`)
  })
  return found
}
