import { testDatabases } from '@latchkey/sql/testing'
import { describeStore } from './store-contract.ts'

for (const { name, open } of testDatabases()) describeStore(name, open)
