import { describeSqlDriver } from './driver-contract.ts'
import { testDatabases } from './test-databases.testing.ts'

for (const { name, open } of testDatabases()) describeSqlDriver(name, open)
