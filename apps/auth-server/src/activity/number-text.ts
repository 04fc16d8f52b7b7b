const thousands = new Intl.NumberFormat('en')

/** `12,044` */
export function numberText(count: number): string {
  return thousands.format(count)
}
