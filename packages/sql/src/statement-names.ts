/**
 * Names for prepared statements, so that each connection parses a text once. When a migration beside us changed what a
 * text gives, PostgreSQL refuses the old plan; new names for all make every connection prepare afresh.
 */
export class StatementNames {
  readonly #numbers = new Map<string, number>()
  #generation = 0

  nameOf(sql: string): string {
    let number = this.#numbers.get(sql)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(sql, number)
    }
    return `latchkey_${this.#generation}_${number}`
  }

  renew(): void {
    this.#generation++
  }
}
