/**
 * A small binary record: numbers as variable-length integers, texts with their length before them. Sealed tokens are
 * written in it because every byte of a token is paid for in every request that carries it.
 */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(256)
  #length = 0

  /** A whole number from 0 to 2^53-1, seven bits a byte, low bits first. */
  number(value: number): this {
    this.#room(8)
    let rest = value
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length++] = rest
    return this
  }

  text(value: string): this {
    const size = Buffer.byteLength(value)
    this.number(size).#room(size)
    this.#length += this.#bytes.write(value, this.#length, 'utf8')
    return this
  }

  texts(values: readonly string[]): this {
    this.number(values.length)
    for (const value of values) this.text(value)
    return this
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  #room(size: number): void {
    if (this.#length + size + 1 <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe((this.#length + size) * 2)
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

/** Reads what `ByteWriter` wrote; only for bytes whose seal was checked, so a wrong one throws `RangeError`. */
export class ByteReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  number(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined || scale > Number.MAX_SAFE_INTEGER)
        throw new RangeError('the record ends in a number')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  text(): string {
    const size = this.number()
    const end = this.#at + size
    if (end > this.#bytes.length) throw new RangeError('the record ends in a text')
    const value = this.#bytes.toString('utf8', this.#at, end)
    this.#at = end
    return value
  }

  texts(): string[] {
    const count = this.number()
    if (count > this.#bytes.length) throw new RangeError('the record ends in a list')
    return Array.from({ length: count }, () => this.text())
  }
}
