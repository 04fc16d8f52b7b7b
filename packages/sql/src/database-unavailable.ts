/** The database is lost, overloaded or could not commit. Whoever asked may ask again: HTTP answers 503 with `Retry-After`. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}
