/** Something of an account's homes was changed: what it is now is read from the store. */
export interface HomeChange {
  readonly owner: string
  readonly structureId: string
  /** Absent: the home itself. */
  readonly deviceId?: string
}

/** Tells whoever watches a person's homes that something changed there. */
export interface HomeFeed {
  /** `heard` is called soon after a change was saved. Answers a function that ends the watch. */
  watch(owner: string, heard: (change: HomeChange) => void): () => void
  tell(change: HomeChange): void
}

/** A feed of what this process changes. */
export function createHomeFeed(): HomeFeed {
  const watchers = new Map<string, Set<(change: HomeChange) => void>>()
  return {
    watch: (owner, heard) => {
      const own = watchers.get(owner) ?? new Set()
      watchers.set(owner, own.add(heard))
      return () => {
        own.delete(heard)
        if (own.size === 0 && watchers.get(owner) === own) watchers.delete(owner)
      }
    },
    tell: (change) => {
      for (const heard of watchers.get(change.owner) ?? []) heard(change)
    },
  }
}
