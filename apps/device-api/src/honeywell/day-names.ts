/** In the order in which `Date` counts. */
export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const
export type DayName = (typeof dayNames)[number]

export const dayNameOf = (day: number): DayName => dayNames[day] ?? 'Sunday'
