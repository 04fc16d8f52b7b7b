/** What both themes have, and the colours of the light one. */
export const lightTheme = `
  color-scheme: light dark;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --tint: color-mix(in srgb, var(--accent) 9%, var(--card));
  --page: #f4f5f7; --card: #fff; --sunk: #f6f7f9; --line: #dfe3e8; --edge: #7d8794;
  --ink: #171b21; --soft: #545d69; --shadow: 0 1px 2px #171b210a, 0 12px 32px #171b2112;
  --bad: #b3261e; --bad-back: #fdf1f0; --bad-line: #eec5c2;
  --warn: #7a4a00; --warn-back: #fff7e6; --warn-line: #edd5a3;
  --good: #17663a; --good-back: #eef8f1; --good-line: #bfe0cb;
  --tok-quiet: #5c6570; --tok-word: #7c2fb0; --tok-text: #17663a; --tok-number: #96430a;
  --tok-name: #0b5cad; --tok-key: #7a4a00; --tok-value: #a3194f;
`

export const darkTheme = `
  --page: #0f1216; --card: #181c22; --sunk: #1f242c; --line: #2e353f; --edge: #7f8a98;
  --ink: #e9ecf0; --soft: #a9b2be; --shadow: 0 1px 2px #0006, 0 12px 32px #0005;
  --bad: #ffb4ab; --bad-back: #33191a; --bad-line: #6b3231;
  --warn: #f4c777; --warn-back: #2d2413; --warn-line: #5e4a22;
  --good: #8bd8a8; --good-back: #14281c; --good-line: #2c5a3d;
  --tok-quiet: #98a3b1; --tok-word: #cbaaf7; --tok-text: #8fd6a5; --tok-number: #f0b37e;
  --tok-name: #88c0f7; --tok-key: #e6c583; --tok-value: #f5a3ba;
`
