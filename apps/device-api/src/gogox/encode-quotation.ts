import { createHash } from 'node:crypto'
import { priceOf, type Quoted } from './price.ts'

const currency = 'HKD'

/** The same question of the same client has the same id: nothing is stored. */
function idOf(clientId: string, quoted: Quoted): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([clientId, quoted]))
    .digest('hex')
  return digest.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5')
}

/** The answer of `POST /transport/quotations`; amounts are in hundredths of the currency. */
export function encodeQuotation(clientId: string, quoted: Quoted) {
  const { start, distance } = priceOf(quoted)
  return {
    id: idOf(clientId, quoted),
    vehicle_type: quoted.vehicle,
    ...(quoted.payment !== undefined && { payment_method: quoted.payment }),
    estimated_price: { amount: start + distance, currency },
    estimated_price_breakdowns: [
      { key: 'fee', amount: start },
      { key: 'distance', amount: distance },
    ],
  }
}
