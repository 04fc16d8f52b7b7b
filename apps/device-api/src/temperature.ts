/** °F → °C. Inside, every temperature is in °C. */
export const celsiusOf = (fahrenheit: number) => (fahrenheit - 32) / 1.8

export const fahrenheitOf = (celsius: number) => celsius * 1.8 + 32

/** To a tenth of a degree: finer than any room thermometer. */
export const toTenth = (degrees: number) => Math.round(degrees * 10) / 10
