import { outdoorAt, wornAt } from '../weather.ts'
import type { Climate, ClimateRange } from './climate.ts'

/** What a heat pump can do beyond keeping a room warm. */
export interface HeatPump {
  /** Hot water, °C. */
  readonly hotWater: number
  readonly isHotWaterBoosted: boolean
  readonly isVentilationBoosted: boolean
  /** Fan speed in percent. */
  readonly fanSpeed: number
  /** Degree minutes: how far the house is behind what it should have been heated. */
  readonly degreeMinutes: number
  /** Values that its owner may set, by NIBE's parameter number, in the parameter's own unit. */
  readonly settings: Readonly<Record<string, number>>
}

export const firstHeatPump: HeatPump = {
  hotWater: 48.2,
  isHotWaterBoosted: false,
  isVentilationBoosted: false,
  fanSpeed: 62,
  degreeMinutes: -60,
  settings: {},
}

/** A tank cools, is warmed again, and so on; °C and hours. */
const tank = { full: 50, falls: 6, boosted: 8, hours: 9 }
const fan = { falls: 6, hours: 5, boosted: 100 }
const degree = { hours: 1.5, perKelvin: 10 }

/**
 * What a heat pump says of itself at `now`, milliseconds since 1970: hot water from 44 to 58 °C, fan speed in percent, degree
 * minutes from 0 down to about -600, the lower the colder it is outside. `climate` is what `climateAt` answers for `now`.
 */
export function heatPumpAt(
  pump: HeatPump,
  { mode, heat }: Pick<Climate, 'mode' | 'heat'>,
  { outdoor }: Pick<ClimateRange, 'outdoor'>,
  now: number,
): HeatPump {
  const demand = mode === 'off' ? 0 : Math.max(0, heat - outdoorAt(outdoor, now))
  const water = tank.full - tank.falls * wornAt(now, tank.hours) + (pump.isHotWaterBoosted ? tank.boosted : 0)
  const speed = Math.round(pump.fanSpeed - fan.falls * wornAt(now, fan.hours))
  return {
    ...pump,
    hotWater: water,
    fanSpeed: pump.isVentilationBoosted ? fan.boosted : Math.max(0, speed),
    degreeMinutes: -Math.round(demand * degree.perKelvin * wornAt(now, degree.hours)),
  }
}
