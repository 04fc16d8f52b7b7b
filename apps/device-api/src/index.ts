export { createDeviceApi, type DeviceApiOptions, viewOf } from './device-api.ts'
export { type Rate, type Rates, usualRates } from './limits/rate.ts'
export { describeDeviceApi } from './openapi.ts'
export { type DeviceScope, deviceScopes, scopeHierarchy } from './scopes.ts'
export { DeviceTaken, type HomesStore, type ShareableHome } from './store/homes-store.ts'
export { openHomesStore } from './store/sql-homes-store.ts'
export {
  type DeviceDefinition,
  deviceDefinitionSchema,
  type StructureDefinition,
  structureDefinitionSchema,
} from './structures/structure-definition.ts'
