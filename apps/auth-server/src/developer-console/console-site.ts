// Every page of the site, loaded together.
export { activityEndpoint } from './activity-endpoint.ts'
export { appsEndpoint, becomeDeveloperEndpoint } from './apps-endpoint.ts'
export { deleteAppEndpoint, deleteAppFormEndpoint } from './deletion-endpoint.ts'
export { membersEndpoint, membersFormEndpoint } from './members-endpoint.ts'
export { newAppEndpoint, newAppFormEndpoint } from './new-app-endpoint.ts'
export { overviewEndpoint } from './overview-endpoint.ts'
export { samplesEndpoint } from './samples-endpoint.ts'
export {
  endSecretEndpoint,
  endSecretFormEndpoint,
  newSecretEndpoint,
  newSecretFormEndpoint,
} from './secret-endpoints.ts'
export { settingsEndpoint, settingsFormEndpoint } from './settings-endpoint.ts'
export { tryEndpoint, tryFormEndpoint } from './try-endpoint.ts'
export { askVerificationEndpoint, verificationEndpoint } from './verification-endpoint.ts'
