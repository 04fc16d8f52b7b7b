// Every page of the site, loaded together.
export { accountEndpoint, signOutOthersEndpoint } from './account-endpoint.ts'
export { connectedAppEndpoint } from './app-endpoint.ts'
export { connectedAppsEndpoint } from './apps-endpoint.ts'
export { connectionHomesEndpoint, connectionHomesFormEndpoint } from './connection-homes-endpoint.ts'
export { dataEndpoint, dataFileEndpoint } from './data-endpoint.ts'
export { deleteAccountEndpoint, deleteAccountFormEndpoint } from './deletion-endpoint.ts'
export { emailEndpoint, emailFormEndpoint } from './email-endpoint.ts'
export { homesEndpoint } from './homes-endpoint.ts'
export { nameEndpoint, nameFormEndpoint } from './name-endpoint.ts'
export { passwordEndpoint, passwordFormEndpoint } from './password-endpoint.ts'
export {
  endConnectionEndpoint,
  endConnectionFormEndpoint,
  removeAppEndpoint,
  removeAppFormEndpoint,
} from './removal-endpoint.ts'
