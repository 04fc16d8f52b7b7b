import { testDatabases } from '@latchkey/sql/testing'
import { homesStoreContract } from './homes-store-contract.ts'

for (const { name, open } of testDatabases()) homesStoreContract(name, open)
