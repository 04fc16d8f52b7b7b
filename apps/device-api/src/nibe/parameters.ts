import type { Climate, ClimateChange } from '../devices/climate.ts'
import type { HeatPump } from '../devices/heat-pump.ts'

/** What a heat pump's sensors and settings say at one moment. */
export interface PumpReading {
  readonly climate: Climate
  /** °C. */
  readonly outdoor: number
  readonly pump: HeatPump
}

/** What setting a parameter does to the pump. */
export interface SettingEffect {
  readonly climate?: ClimateChange
  readonly pump?: Partial<HeatPump>
  /** Put over those settings that nothing in the model feels. */
  readonly settings?: HeatPump['settings']
}

/** How a value is written down: `raw` is the value times this, and what is shown has so many decimals and ends so. */
export interface Measure {
  readonly unit: string
  readonly rawFactor: number
  readonly decimals: number
}

export interface Parameter {
  /** A number, or one of NIBE's names; programs find it by this. */
  readonly key: string
  readonly title: string
  /** What the plumber calls the sensor; empty for settings. */
  readonly designation: string
  readonly measure: Measure
  /** In the parameter's own unit. `undefined`: there is no such sensor in this house. */
  readonly read: (reading: PumpReading) => number | undefined
  /** There if its owner may set it. */
  readonly setting?: {
    readonly least: number
    readonly most: number
    readonly step: number
    readonly effect: (value: number) => SettingEffect
  }
}

const celsius: Measure = { unit: '°C', rawFactor: 10, decimals: 1 }
const percent: Measure = { unit: '%', rawFactor: 1, decimals: 0 }
const degreeMinutes: Measure = { unit: 'DM', rawFactor: 10, decimals: 0 }
const plain: Measure = { unit: '', rawFactor: 1, decimals: 0 }

type Sensor = readonly [key: string, title: string, designation: string, Measure, Parameter['read']]

/** Of four climate systems that NIBE knows, the first is the house; the others have no sensor. */
const sensors: readonly Sensor[] = [
  ['indoor_temperature', 'indoor temperature', 'BT50', celsius, ({ climate }) => climate.ambient],
  ['outdoor_temperature', 'outdoor temperature', 'BT1', celsius, ({ outdoor }) => outdoor],
  ['hot_water_temperature', 'hot water temperature', 'BT7', celsius, ({ pump }) => pump.hotWater],
  ['fan_speed', 'fan speed', 'GQ2', percent, ({ pump }) => pump.fanSpeed],
  ['40004', 'outdoor temp.', 'BT1', celsius, ({ outdoor }) => outdoor],
  // The water that comes back from the floor is a little warmer than the room.
  ['40012', 'return temp.', 'EB100-EP14-BT3', celsius, ({ climate }) => climate.ambient + 4],
  ['40013', 'hot water top', 'BT7', celsius, ({ pump }) => pump.hotWater],
  // The lower sensor stands where the water is a little colder.
  ['40014', 'hot water charging', 'BT6', celsius, ({ pump }) => pump.hotWater - 2.5],
  ['40030', 'room temperature', 'EP23-BT50', celsius, () => undefined],
  ['40031', 'room temperature', 'EP22-BT50', celsius, () => undefined],
  ['40032', 'room temperature', 'EP21-BT50', celsius, () => undefined],
  ['40033', 'room temperature', 'BT50', celsius, ({ climate }) => climate.ambient],
  ['43005', 'degree minutes', '', degreeMinutes, ({ pump }) => pump.degreeMinutes],
]

type Range = Pick<NonNullable<Parameter['setting']>, 'least' | 'most' | 'step'>

const offsets: Range = { least: -10, most: 10, step: 1 }
const heating: Range = { least: 5, most: 30, step: 0.5 }
const cooling: Range = { least: 5, most: 35, step: 0.5 }
const onOrOff: Range = { least: 0, most: 1, step: 1 }

/** A setting that is kept and shown, and that nothing in the model feels. */
function kept(key: string, title: string, range: Range, measure: Measure, absent: number): Parameter {
  return {
    key,
    title,
    designation: '',
    measure,
    read: ({ pump }) => (Object.hasOwn(pump.settings, key) ? pump.settings[key] : absent),
    setting: { ...range, effect: (value) => ({ settings: { [key]: value } }) },
  }
}

/** `count` settings, one for each climate system; NIBE counts them downwards to the first system's number. */
function perSystem(first: number, count: number, title: string, range: Range, measure: Measure, absent = 0) {
  return Array.from({ length: count }, (_, index) =>
    kept(String(first - index), `${title} ${index + 1}`, range, measure, absent),
  )
}

type BoostName = 'isHotWaterBoosted' | 'isVentilationBoosted'

function boost(key: string, title: string, name: BoostName): Parameter {
  return {
    key,
    title,
    designation: '',
    measure: plain,
    read: ({ pump }) => Number(pump[name]),
    setting: { ...onOrOff, effect: (value) => ({ pump: { [name]: value === 1 } }) },
  }
}

/** The set points of the first climate system are those of the house. */
function setPoint(key: string, title: string, range: Range, name: 'heat' | 'cool'): Parameter {
  return {
    key,
    title,
    designation: '',
    measure: celsius,
    read: ({ climate }) => climate[name],
    setting: { ...range, effect: (value) => ({ climate: { [name]: value } }) },
  }
}

const all: readonly Parameter[] = [
  ...sensors.map(([key, title, designation, measure, read]) => ({ key, title, designation, measure, read })),
  boost('hot_water_boost', 'temporary lux', 'isHotWaterBoosted'),
  boost('ventilation_boost', 'increased ventilation', 'isVentilationBoosted'),
  ...perSystem(47011, 4, 'heating offset climate system', offsets, plain),
  ...perSystem(47398, 4, 'room temperature heating climate system', heating, celsius, 20),
  ...perSystem(48739, 8, 'cooling offset climate system', offsets, plain),
  ...perSystem(48785, 8, 'room temperature cooling climate system', cooling, celsius, 25),
  setPoint('47398', 'room temperature heating climate system 1', heating, 'heat'),
  setPoint('48785', 'room temperature cooling climate system 1', cooling, 'cool'),
]

/** Every parameter of a heat pump, by its key. */
export const parameters: ReadonlyMap<string, Parameter> = new Map(
  all.map((parameter) => [parameter.key, parameter]),
)
