const literalCommentOrEnd = /('(?:[^']|'')*')|--.*$|(;)(?=[ \t\r]*(?:--.*)?$)/gm
const border = '\0'

/** The statements of an SQL text: each ends with `;` at the end of a line. Comments begin with `--` and are dropped. */
export function splitStatements(text: string): readonly string[] {
  const code = text.replace(literalCommentOrEnd, (_, literal?: string, end?: string) => {
    return literal ?? (end === undefined ? '' : border)
  })
  return code
    .split(border)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
