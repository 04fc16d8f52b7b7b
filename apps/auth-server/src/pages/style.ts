import { type Accent, accentOn, type Color, decodeColor } from './accent.ts'
import type { Brand } from './brand.ts'

const lightCard: Color = [255, 255, 255]
const darkCard: Color = [24, 28, 34]
const defaultAccent: Color = [15, 107, 92]

/** The accent of a brand on white; the stylesheet and the icon share it. Throws RangeError for a bad colour. */
export function brandAccent(brand: Brand): Accent {
  return accentOn(lightCard, brandColor(brand))
}

/** The only stylesheet. The operator's colour is computed into it, never copied. */
export function styleSheet(brand: Brand): string {
  return [
    `:root{${variables(brandAccent(brand))}${lightTheme}}`,
    `@media (prefers-color-scheme:dark){:root{${variables(accentOn(darkCard, brandColor(brand)))}${darkTheme}}}`,
    rules,
  ].join('\n')
}

function brandColor(brand: Brand): Color {
  const color = brand.color === undefined ? defaultAccent : decodeColor(brand.color)
  if (color === undefined) throw new RangeError('The brand colour must look like #0f6b5c')
  return color
}

function variables({ fill, hover, onFill, text }: Accent): string {
  return `--fill:${fill};--hover:${hover};--on-fill:${onFill};--accent:${text};`
}

const lightTheme = `
  color-scheme: light dark;
  --page: #f4f5f7; --card: #fff; --sunk: #f6f7f9; --line: #dfe3e8; --edge: #7d8794;
  --ink: #171b21; --soft: #545d69; --shadow: 0 1px 2px #171b210a, 0 12px 32px #171b2112;
  --bad: #b3261e; --bad-back: #fdf1f0; --bad-line: #eec5c2;
  --warn: #7a4a00; --warn-back: #fff7e6; --warn-line: #edd5a3;
  --good: #17663a; --good-back: #eef8f1;
`

const darkTheme = `
  --page: #0f1216; --card: #181c22; --sunk: #1f242c; --line: #2e353f; --edge: #7f8a98;
  --ink: #e9ecf0; --soft: #a9b2be; --shadow: 0 1px 2px #0006, 0 12px 32px #0005;
  --bad: #ffb4ab; --bad-back: #33191a; --bad-line: #6b3231;
  --warn: #f4c777; --warn-back: #2d2413; --warn-line: #5e4a22;
  --good: #8bd8a8; --good-back: #14281c;
`

// A stylesheet is a table: one rule a line, from the page inwards.
const rules = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100svh; display: flex; flex-direction: column;
  background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, p, ul, dl, dd { margin: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -.015em; font-weight: 650; text-wrap: balance; }
h2 { font-size: 1rem; line-height: 1.4; font-weight: 650; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: .08em; }
a:hover { text-decoration-thickness: .14em; }
code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

.site, .foot, main { width: 100%; max-width: 29rem; margin-inline: auto; padding-inline: 1rem; }
.wide .site, .wide .foot, .wide main { max-width: 44rem; }
.site { display: flex; align-items: center; gap: .625rem; padding-block: 1.25rem .875rem; font-weight: 650; }
.site img { display: block; height: 2rem; width: auto; max-width: 9rem; object-fit: contain; }
.foot { padding-block: 1.25rem 1.75rem; font-size: .875rem; color: var(--soft); text-align: center; }
.card {
  display: flex; flex-direction: column; gap: 1.25rem; padding: 1.5rem 1.25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow);
}
.card + .card { margin-top: 1rem; }
.lead { display: flex; flex-direction: column; gap: .5rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.stack { display: flex; flex-direction: column; gap: 1.125rem; }
.pair { display: flex; align-items: center; gap: .75rem; }
.tile {
  flex: none; display: grid; place-items: center; width: 3rem; height: 3rem; border-radius: .875rem;
  background: var(--sunk); border: 1px solid var(--line); color: var(--accent);
  font-size: 1.25rem; font-weight: 650; line-height: 1; overflow: hidden;
}
.tile img { display: block; width: 2rem; height: 2rem; object-fit: contain; }
.pair .dots { flex: none; width: 2rem; border-top: 3px dotted var(--edge); }

.field { display: flex; flex-direction: column; gap: .375rem; }
.field label { font-weight: 600; font-size: .9375rem; }
.field input {
  width: 100%; min-height: 2.875rem; padding: .5rem .75rem; font: inherit; color: var(--ink);
  background: var(--card); border: 1px solid var(--edge); border-radius: .625rem;
}
.field input:focus-visible { outline-offset: 0; border-color: var(--accent); }
.field input[readonly] { background: var(--sunk); border-color: var(--line); color: var(--soft); }
.field input[aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.field .error { color: var(--bad); font-size: .875rem; font-weight: 600; }
.field .hint { color: var(--soft); font-size: .875rem; }

.actions { display: flex; flex-wrap: wrap; gap: .75rem; }
.actions > * { flex: 1 1 8rem; }
.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.875rem; padding: .5rem 1.25rem;
  font: inherit; font-weight: 650; text-align: center; text-decoration: none; cursor: pointer;
  border: 1px solid var(--edge); border-radius: .625rem; background: var(--card); color: var(--ink);
}
.button:hover { background: var(--sunk); }
.button.main { background: var(--fill); border-color: transparent; color: var(--on-fill); }
.button.main:hover { background: var(--hover); }
.link-button {
  min-height: 2.75rem; padding: .25rem .5rem; margin-inline: -.5rem; font: inherit; font-size: .9375rem; cursor: pointer;
  background: none; border: 0; border-radius: .375rem; color: var(--accent);
  text-decoration: underline; text-underline-offset: .18em;
}

.note { padding: .75rem .875rem; border-radius: .625rem; border: 1px solid var(--line); background: var(--sunk); font-size: .9375rem; }
.note strong { display: block; }
.note.bad { color: var(--bad); background: var(--bad-back); border-color: var(--bad-line); }
.note.warn { color: var(--warn); background: var(--warn-back); border-color: var(--warn-line); }
.badge {
  display: inline-block; padding: .0625rem .5rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600;
  background: var(--good-back); color: var(--good); white-space: nowrap;
}
.badge.warn { background: var(--warn-back); color: var(--warn); }

.list { list-style: none; padding: 0; display: flex; flex-direction: column; gap: .75rem; }
.list li { position: relative; padding-inline-start: 1.75rem; }
.list li > p:first-child { font-weight: 600; }
.list li > p + p { color: var(--soft); font-size: .9375rem; }
.ticks li::before {
  content: ""; position: absolute; inset-inline-start: .3125rem; top: .3rem; width: .4375rem; height: .8125rem;
  border: solid var(--accent); border-width: 0 .1563rem .1563rem 0; transform: rotate(42deg);
}
.homes li::before {
  content: ""; position: absolute; inset-inline-start: 0; top: .25rem; width: 1.0625rem; height: 1rem;
  background: var(--accent); clip-path: polygon(50% 0, 100% 45%, 86% 45%, 86% 100%, 60% 100%, 60% 64%, 40% 64%, 40% 100%, 14% 100%, 14% 45%, 0 45%);
}
.section { display: flex; flex-direction: column; gap: .75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.facts { display: grid; gap: .75rem; }
.facts dd a + a { margin-inline-start: 1rem; }
.facts dt { font-size: .875rem; color: var(--soft); }
.account { flex-flow: row wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; }
.account .link-button { margin-block: -.5rem; }
.account p { min-width: 0; }
.links { list-style: none; padding: 0; display: grid; gap: .75rem; }
.links a { display: block; height: 100%; padding: .875rem 1rem; border: 1px solid var(--line); border-radius: .75rem; text-decoration: none; font-weight: 600; }
.links a:hover { background: var(--sunk); border-color: var(--edge); }
.links span { display: block; font-weight: 400; font-size: .9375rem; color: var(--soft); }
.code {
  padding: 1.25rem 1rem; border: 1px dashed var(--edge); border-radius: .75rem; background: var(--sunk); text-align: center;
}
.code code { font-size: clamp(1.25rem, 6.5vw, 1.75rem); line-height: 1.4; letter-spacing: .06em; font-weight: 600; user-select: all; -webkit-user-select: all; }
.code.long code { font-size: 1.125rem; letter-spacing: .02em; }

@media (min-width: 40rem) {
  .site { padding-top: 3.5rem; }
  .card { padding: 2rem; }
  .foot { padding-top: 1.5rem; }
  .wide .links { grid-template-columns: 1fr 1fr; }
}
@media (forced-colors: active) {
  .card, .note, .tile, .badge { border: 1px solid CanvasText; }
  .button.main { border-color: ButtonText; }
  .homes li::before { background: CanvasText; forced-color-adjust: none; }
}
@media (prefers-reduced-motion: no-preference) { .button { transition: background-color .12s; } }
@media print {
  body { background: #fff; color: #000; }
  .card { box-shadow: none; border-color: #999; break-inside: avoid; }
  .button, .link-button { display: none; }
}
`
