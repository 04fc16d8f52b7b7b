import type { Rule } from './rule.ts'
import type { SourceFile } from './source-file.ts'

const longestFile = 250
const longestTest = 400
const longestFunction = 40

/** The sentence that a table, SQL or a template says above itself. */
const reason = /\blong(?:er)?\b.{0,40}\bbecause\b/is

const files: Rule = {
  name: `no file is longer than ${longestFile} lines (a test ${longestTest}) without saying why`,
  check: (sources) =>
    sources.flatMap((file) => {
      const lines = file.text.split('\n').length - 1
      const isLong = lines > (file.isTest ? longestTest : longestFile)
      return isLong && !saysWhy(file) ? [`${file.path} has ${lines} lines`] : []
    }),
  bad: { 'a.ts': 'x\n'.repeat(251), 'b.test.ts': 'x\n'.repeat(401) },
  good: {
    'a.ts': `// Long because it is a table.\n${'x\n'.repeat(300)}`,
    'b.ts': 'x\n'.repeat(250),
    'c.test.ts': 'x\n'.repeat(400),
  },
}

function saysWhy({ text }: SourceFile): boolean {
  return text.split('\n').some((line) => /^(?:\/\/|\/\*\*| \*)/.test(line) && reason.test(line))
}

const functions: Rule = {
  name: `no function is longer than ${longestFunction} lines without saying why`,
  check: (sources) =>
    sources
      .filter(({ isTest }) => !isTest)
      .flatMap((file) =>
        file.functions
          .filter(({ lines, line }) => lines > longestFunction && !reason.test(commentAbove(file, line)))
          .map(({ name, line, lines }) => `${file.path}:${line} ${name} has ${lines} lines`),
      ),
  bad: {
    'a.ts': `function a(): { b: number } {\n${'  x()\n'.repeat(40)}}\n`,
    'b.ts': `const b = async (x: X) => {\n${'  x()\n'.repeat(40)}}\n`,
    'c.ts': `class C {\n  c(x: X): Promise<void> {\n${'    x()\n'.repeat(40)}  }\n}\n`,
    'd.ts': `const d = {\n  d(x) {\n${'    x()\n'.repeat(40)}  },\n}\n`,
    'e.ts': `function e({ f }: { f: string }, g = \`\${h({ i: '}' })}\`) {\n${'  x()\n'.repeat(40)}}\n`,
  },
  good: {
    'a.ts': `function a() {\n${'  x()\n'.repeat(38)}}\n`,
    'b.ts': `/** Every route; long because it is a table. */\nfunction b() {\n${'  x()\n'.repeat(50)}}\n`,
    'c.ts': `interface C {\n  c(x: X): Promise<void>\n}\nconst d = {\n${'  x,\n'.repeat(50)}}\n`,
  },
}

/** The comment whose last line stands right above this one. */
function commentAbove({ text }: SourceFile, line: number): string {
  const above = text.split('\n').slice(0, line - 1)
  const begin = above.findLastIndex((words) => !/^\s*(?:\/\/|\/\*\*|\*)/.test(words))
  return above.slice(begin + 1).join('\n')
}

export const sizeRules: readonly Rule[] = [files, functions]
