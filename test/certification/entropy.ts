/** Bits of a text, as the suite measures codes and tokens: how evenly its own letters are spread (Shannon), times its length. */
export function entropyOf(text: string): number {
  const shares = [...Map.groupBy(text, (letter) => letter).values()].map(({ length }) => length / text.length)
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0) * text.length
}
