import type { Grammar } from './highlighter.ts'
import { doubleQuotes, type Quoting, rubyQuotes, shellQuotes, singleQuotes } from './quoting.ts'

/** What a sample does. */
export const sampleKinds = ['authorization-code', 'client-credentials', 'refresh-token', 'call-api'] as const
export type SampleKind = (typeof sampleKinds)[number]

export interface SampleLanguage {
  readonly title: string
  /** Its name at highlight.js. */
  readonly highlighting: Grammar
  /** Where each program is, from `programs/LANGUAGE/`; the page names it so, and the commands below expect it there. */
  readonly files: Readonly<Record<SampleKind, string>>
  /** What stands beside the programs, for the language's package manager; no value is filled in. */
  readonly projectFiles: readonly string[]
  readonly quoting: Quoting
  /** The expression by which programs read the secret from the environment; a literal can stand in its place. */
  readonly secretExpression: string
  /** What must be there, in a sentence. */
  readonly needs: string
  /** Commands of a shell, once, in the folder of the programs. */
  readonly install: readonly string[]
  /** The command that runs the program of that file. */
  readonly run: (file: string) => string
  /** The versions of the language and of what it loads that the tests were last seen to pass with. */
  readonly tested: string
}

/** Every language by its id, in the order of the page; long because it is a table. */
export const languages = {
  curl: {
    title: 'curl',
    highlighting: 'bash',
    files: named('sh'),
    projectFiles: [],
    quoting: shellQuotes,
    secretExpression: `"\${CLIENT_SECRET:?Set it first.}"`,
    needs: 'Bash, OpenSSL, and curl 7.76 or newer, as macOS and most Linux systems have them.',
    install: [],
    run: (file) => `bash ${file}`,
    tested: 'bash 5.2, curl 7.88 and OpenSSL 3.0',
  },
  python3: {
    title: 'Python 3',
    highlighting: 'python',
    files: snakeNamed('py'),
    projectFiles: [],
    quoting: doubleQuotes,
    secretExpression: 'os.environ.get("CLIENT_SECRET") or sys.exit("Set CLIENT_SECRET first.")',
    needs: 'Python 3.8 or newer, and nothing besides.',
    install: [],
    run: (file) => `python3 ${file}`,
    tested: 'Python 3.11',
  },
  python2: {
    title: 'Python 2',
    highlighting: 'python',
    files: snakeNamed('py'),
    projectFiles: [],
    quoting: doubleQuotes,
    secretExpression: 'os.environ.get("CLIENT_SECRET") or sys.exit("Set CLIENT_SECRET first.")',
    needs: 'Python 2.7, and nothing besides. For programs that cannot move to Python 3 yet.',
    install: [],
    run: (file) => `python2.7 ${file}`,
    tested: 'Python 2.7.18',
  },
  nodejs: {
    title: 'Node.js',
    highlighting: 'javascript',
    files: named('mjs'),
    projectFiles: [],
    quoting: singleQuotes,
    secretExpression: "process.env.CLIENT_SECRET || stop('Set CLIENT_SECRET first.')",
    needs: 'Node.js 20 or newer, and nothing besides.',
    install: [],
    run: (file) => `node ${file}`,
    tested: 'Node.js 26.10',
  },
  typescript: {
    title: 'TypeScript',
    highlighting: 'typescript',
    files: named('ts'),
    projectFiles: [],
    quoting: singleQuotes,
    secretExpression: "process.env.CLIENT_SECRET || stop('Set CLIENT_SECRET first.')",
    needs: 'Node.js 24 or newer, which runs TypeScript as it is.',
    install: [],
    run: (file) => `node ${file}`,
    tested: 'Node.js 26.10',
  },
  ruby: {
    title: 'Ruby',
    highlighting: 'ruby',
    files: snakeNamed('rb'),
    projectFiles: [],
    quoting: rubyQuotes,
    secretExpression: 'ENV.fetch("CLIENT_SECRET") { abort "Set CLIENT_SECRET first." }',
    needs: 'Ruby 3.0 or newer, and nothing besides.',
    install: [],
    run: (file) => `ruby ${file}`,
    tested: 'Ruby 3.1',
  },
  php: {
    title: 'PHP',
    highlighting: 'php',
    files: named('php'),
    projectFiles: [],
    quoting: singleQuotes,
    secretExpression: "getenv('CLIENT_SECRET') ?: stop('Set CLIENT_SECRET first.')",
    needs: 'PHP 8.1 or newer with its curl extension.',
    install: [],
    run: (file) => `php ${file}`,
    tested: 'PHP 8.2',
  },
  go: {
    title: 'Go',
    highlighting: 'go',
    files: named('go'),
    projectFiles: [],
    quoting: doubleQuotes,
    secretExpression: 'env("CLIENT_SECRET")',
    needs: 'Go 1.19 or newer, and nothing besides.',
    install: [],
    run: (file) => `go run ${file}`,
    tested: 'Go 1.19 and 1.26',
  },
  java: {
    title: 'Java',
    highlighting: 'java',
    files: classNamed('java'),
    projectFiles: ['pom.xml'],
    quoting: doubleQuotes,
    secretExpression: 'env("CLIENT_SECRET")',
    needs: 'Java 17 or newer, and Maven, which fetches OkHttp and JSON-java.',
    install: ['mvn dependency:copy-dependencies -DoutputDirectory=lib'],
    run: (file) => `java -cp 'lib/*' ${file}`,
    tested: 'Java 17, OkHttp 5.5.1 and JSON-java 20260814',
  },
  csharp: {
    title: 'C#',
    highlighting: 'csharp',
    files: classNamed('cs'),
    projectFiles: ['samples.csproj'],
    quoting: doubleQuotes,
    secretExpression:
      'Environment.GetEnvironmentVariable("CLIENT_SECRET") ?? Stop("Set CLIENT_SECRET first.")',
    needs: 'The SDK of .NET 10 or newer, and nothing besides.',
    install: [],
    run: (file) => `dotnet run --property:StartupObject=${file.replace('.cs', '')}`,
    tested:
      'Mono 6.8 (“mcs -r:System.Net.Http -r:System.Runtime.Serialization”, then “mono”); .NET itself cannot be had where the tests run',
  },
  rust: {
    title: 'Rust',
    highlighting: 'rust',
    files: filesBy((kind) => `src/bin/${kind.replaceAll('-', '_')}.rs`),
    projectFiles: ['Cargo.toml'],
    quoting: doubleQuotes,
    secretExpression: 'std::env::var("CLIENT_SECRET").map_err(|_| "Set CLIENT_SECRET first.")?',
    needs: 'Rust 1.85 or newer with Cargo, and a C compiler.',
    install: [],
    run: (file) => `cargo run --bin ${file.replace(/^src\/bin\/|\.rs$/g, '')}`,
    tested: 'Rust 1.95 and 1.96, ureq 3.5',
  },
} as const satisfies Readonly<Record<string, SampleLanguage>>

export type LanguageId = keyof typeof languages
export const languageIds = Object.keys(languages) as readonly LanguageId[]

/** `authorization-code.sh` */
function named(extension: string): Readonly<Record<SampleKind, string>> {
  return filesBy((kind) => `${kind}.${extension}`)
}

/** `authorization_code.py` */
function snakeNamed(extension: string): Readonly<Record<SampleKind, string>> {
  return filesBy((kind) => `${kind.replaceAll('-', '_')}.${extension}`)
}

/** `AuthorizationCode.java` */
function classNamed(extension: string): Readonly<Record<SampleKind, string>> {
  return filesBy((kind) => `${kind.replace(/(?:^|-)(\w)/g, (_, first) => first.toUpperCase())}.${extension}`)
}

function filesBy(name: (kind: SampleKind) => string): Readonly<Record<SampleKind, string>> {
  const files = sampleKinds.map((kind) => [kind, name(kind)] as const)
  return Object.fromEntries(files) as Record<SampleKind, string>
}
