export type { Access, HomeAccess, VerifyToken } from './access.ts'
