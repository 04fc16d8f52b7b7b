import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LanguageId } from '../../apps/auth-server/src/samples/languages.ts'

/** What a machine needs to run the programs of one language, and what a test does that a person need not. */
export interface Toolchain {
  /** Programs that must be on PATH. */
  readonly programs: readonly string[]
  /** What brings them to a machine that lacks them. */
  readonly comesWith: string
  /** A command of a shell that answers the version in its first line. */
  readonly version: string
  /**
   * Once per language, in the folder that holds its programs and project files, after the page's own lines for installing have
   * run there (which needs the registry of the language): to build ahead, for example, so that no program's own time limit
   * pays for it.
   */
  readonly prepare?: (folder: string, shell: Shell) => Promise<void>
  /** The page's commands with a tool that this machine can have in the place of one that it cannot. */
  readonly instead?: (commands: string) => string
  /** Put before the environment of every command in the folder. */
  readonly env?: (folder: string) => Readonly<Record<string, string>>
  /** Seconds that one program may take; 60 when absent. */
  readonly seconds?: number
}

/** Runs a command line of a shell in a folder and answers what it printed; throws with it when the command fails. */
export type Shell = (folder: string, line: string) => Promise<string>

/** A language without toolchain does not compile. */
export const toolchains: Readonly<Record<LanguageId, Toolchain>> = {
  curl: {
    programs: ['bash', 'curl', 'openssl'],
    comesWith: 'apt-get install bash curl openssl',
    version: 'curl --version',
  },
  python3: {
    programs: ['python3'],
    comesWith: 'apt-get install python3',
    version: 'python3 --version',
  },
  python2: {
    programs: ['python2.7'],
    comesWith: 'pyenv install 2.7.18, with python2.7 of that version on PATH',
    // To standard error, as Python did until 3.4.
    version: 'python2.7 --version 2>&1',
  },
  nodejs: {
    programs: ['node'],
    comesWith: 'npm ci',
    version: 'node --version',
  },
  typescript: {
    programs: ['node'],
    comesWith: 'npm ci',
    version: 'node --version',
  },
  ruby: {
    programs: ['ruby'],
    comesWith: 'apt-get install ruby',
    version: 'ruby --version',
  },
  php: {
    programs: ['php'],
    comesWith: 'apt-get install php-cli php-curl',
    version: 'php --version',
  },
  go: {
    programs: ['go'],
    comesWith: 'apt-get install golang-go',
    version: 'go version',
    // The standard library is compiled with the first program.
    prepare: async (folder, shell) => {
      await shell(folder, 'go vet authorization-code.go')
    },
  },
  java: {
    programs: ['java', 'mvn'],
    comesWith: 'apt-get install default-jdk-headless maven',
    version: 'java --version',
  },
  csharp: {
    programs: ['mcs', 'mono'],
    comesWith:
      'apt-get install mono-mcs mono-runtime libmono-system-net-http4.0-cil libmono-system-runtime-serialization4.0-cil',
    version: 'mono --version',
    // No registry that the tests reach has the SDK of .NET.
    instead: (commands) =>
      commands.replace(
        /^dotnet run --property:StartupObject=(\w+)$/m,
        'mcs -r:System.Net.Http -r:System.Runtime.Serialization -r:System.Xml $1.cs && mono $1.exe',
      ),
  },
  rust: {
    programs: ['cargo', 'rustc'],
    comesWith: 'rustup, or on Debian: apt-get install cargo-web rustc-web',
    version: 'cargo --version',
    // Without symbols for debuggers: they are more than half of what is written, and most of the time of linking.
    env: () => ({ CARGO_PROFILE_DEV_DEBUG: '0' }),
    prepare: async (folder, shell) => {
      copyFileSync(new URL('Cargo.lock', import.meta.url), join(folder, 'Cargo.lock'))
      await shell(folder, 'cargo build --locked')
    },
  },
}
