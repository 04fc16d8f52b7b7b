import type { InEveryLanguage, Language } from '../pages/language.ts'

/** Device types that have a word in every language. */
const kinds = [
  ['thermostat', 'thermostat'],
  ['heat_pump', 'heatPump'],
  ['smoke_co_alarm', 'alarm'],
  ['camera', 'camera'],
  ['water_leak_detector', 'leakDetector'],
  ['water_valve', 'valve'],
  ['lock', 'lock'],
] as const

type Kind = (typeof kinds)[number][1]

export const deviceKindTexts: InEveryLanguage<Readonly<Record<Kind, string>>> = {
  en: {
    thermostat: 'Thermostat',
    heatPump: 'Heat pump',
    alarm: 'Smoke and CO alarm',
    camera: 'Camera',
    leakDetector: 'Water-leak detector',
    valve: 'Water valve',
    lock: 'Lock',
  },
  de: {
    thermostat: 'Thermostat',
    heatPump: 'Wärmepumpe',
    alarm: 'Rauch- und CO-Melder',
    camera: 'Kamera',
    leakDetector: 'Wassermelder',
    valve: 'Wasserventil',
    lock: 'Türschloss',
  },
  sv: {
    thermostat: 'Termostat',
    heatPump: 'Värmepump',
    alarm: 'Brand- och kolmonoxidvarnare',
    camera: 'Kamera',
    leakDetector: 'Vattenläckagevarnare',
    valve: 'Vattenventil',
    lock: 'Lås',
  },
  es: {
    thermostat: 'Termostato',
    heatPump: 'Bomba de calor',
    alarm: 'Detector de humo y CO',
    camera: 'Cámara',
    leakDetector: 'Detector de fugas de agua',
    valve: 'Válvula de agua',
    lock: 'Cerradura',
  },
  fr: {
    thermostat: 'Thermostat',
    heatPump: 'Pompe à chaleur',
    alarm: 'Détecteur de fumée et de CO',
    camera: 'Caméra',
    leakDetector: 'Détecteur de fuite d’eau',
    valve: 'Vanne d’eau',
    lock: 'Serrure',
  },
}

const kindOf: ReadonlyMap<string, Kind> = new Map(kinds)

/** What a type of device is called; nothing for one that nobody has put into words yet. */
export function deviceKind(type: string, lang: Language): string | undefined {
  const kind = kindOf.get(type)
  return kind === undefined ? undefined : deviceKindTexts[lang][kind]
}
