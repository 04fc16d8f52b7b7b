export const alarmStates = ['ok', 'warning', 'emergency'] as const
export type AlarmState = (typeof alarmStates)[number]

/** A smoke and carbon monoxide alarm. */
export interface Alarm {
  readonly smoke: AlarmState
  readonly co: AlarmState
  readonly battery: 'ok' | 'replace'
  readonly isManualTestActive: boolean
  /** Milliseconds since 1970; 0: never. */
  readonly lastManualTestAt: number
}

export const firstAlarm: Alarm = {
  smoke: 'ok',
  co: 'ok',
  battery: 'ok',
  isManualTestActive: false,
  lastManualTestAt: 0,
}
