/** One period of a week in the home's own time zone, which lasts until the next one begins. */
export interface SchedulePeriod {
  /** 0 is Sunday, as `Date` counts. */
  readonly day: number
  /** Minutes after midnight. */
  readonly minute: number
  /** What the vendors call it: `Wake`, `Away`, `Home`, `Sleep`, or a name of the person's own. */
  readonly name: string
  /** Set points in °C. */
  readonly heat: number
  readonly cool: number
}

/** In the order of the week; empty: the set points stay where they are. */
export type WeeklySchedule = readonly SchedulePeriod[]
