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
