/** What each kind of image begins with, at which byte; an SVG is a document with scripts, so it is none of them. */
const signatures: readonly (readonly [
  type: string,
  parts: readonly (readonly [at: number, bytes: string])[],
])[] = [
  ['image/png', [[0, '\x89PNG\r\n\x1a\n']]],
  ['image/jpeg', [[0, '\xff\xd8\xff']]],
  ['image/gif', [[0, 'GIF8']]],
  [
    'image/webp',
    [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  ],
  ['image/x-icon', [[0, '\x00\x00\x01\x00']]],
]

/** The media type of an image by its own bytes, whatever its server calls it; `undefined` for everything else. */
export function imageType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return signatures.find(([, parts]) => parts.every(([at, part]) => head.startsWith(part, at)))?.[0]
}
