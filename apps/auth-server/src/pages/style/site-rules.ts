// Long because it is a stylesheet: the pages with navigation: console, home, operator, docs. One rule a line.
export const siteRules = `
.skip { position: absolute; inset: .5rem auto auto .5rem; z-index: 2; padding: .5rem 1rem; border-radius: .5rem; background: var(--card); }
.skip:not(:focus) { width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.bar {
  display: flex; flex-wrap: wrap; align-items: center; column-gap: 1.5rem; background: var(--card); border-bottom: 1px solid var(--line);
  padding: .25rem max(1rem, calc((100% - 68rem) / 2));
}
.bar ul, .bar p, .trail ol, .tabs ul { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; }
.bar .site { width: auto; margin: 0; padding: 0; min-height: 2.75rem; color: var(--ink); text-decoration: none; }
.bar .site img { height: 1.625rem; }
.bar nav { order: 1; flex-basis: 100%; margin-inline: -.5rem; }
.bar a { display: inline-flex; align-items: center; min-height: 2.75rem; }
.bar nav a, .tabs a { padding-inline: .5rem; color: var(--soft); text-decoration: none; font-size: .9375rem; font-weight: 550; }
.bar nav a:hover, .tabs a:hover { color: var(--ink); }
.bar [aria-current], .tabs [aria-current] { color: var(--ink); box-shadow: inset 0 -2px var(--accent); }
.bar .who { margin-inline-start: auto; font-size: .875rem; color: var(--soft); gap: 1rem; align-items: center; }
.bar > .enter { margin-inline-start: auto; font-size: .9375rem; }
.bar .who bdi { display: none; }

.site-page main { max-width: 70rem; padding-block: 1.25rem 4rem; display: flex; flex-direction: column; gap: 1.25rem; flex: 1; }
.site-page main > * { min-width: 0; }
.site-page h1 { font-size: 1.625rem; }
.site-page h2 { font-size: 1.1875rem; letter-spacing: -.01em; }
h3 { margin: 0; font-size: 1rem; font-weight: 650; }
.site-page .button { font-size: .9375rem; font-weight: 600; padding-inline: 1.125rem; }
.site-page .card { padding: 1.125rem 1rem; gap: 1rem; border-radius: .875rem; box-shadow: none; }
.site-page .card + .card { margin-top: 0; }
.trail { margin-bottom: -.875rem; font-size: .875rem; }
.trail li { display: flex; align-items: center; }
.trail li::before { content: "/" / ""; margin-inline: .5rem; color: var(--soft); }
.trail li:first-child::before { content: "‹" / ""; margin-inline: 0 .375rem; }
.trail a { min-height: 1.75rem; display: inline-flex; align-items: center; color: var(--soft); text-decoration: none; }
.trail a:hover { color: var(--ink); text-decoration: underline; }
.tabs { border-bottom: 1px solid var(--line); }
.tabs ul { gap: 0 1.125rem; }
.tabs a { padding-inline: 0; display: flex; align-items: center; min-height: 2.75rem; margin-bottom: -1px; }

.heading { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: .75rem 1.5rem; }
.heading:not(:has(p)) { align-items: center; }
.heading > div:first-child { min-width: 0; max-width: 46rem; }
.heading p { margin-top: .25rem; color: var(--soft); }
.heading h1, .heading h2 { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .625rem; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .625rem; }
.row form { display: flex; }
.columns { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
.danger-zone { border-color: var(--bad-line); }

.site-page .facts { gap: 0; }
.site-page .facts > div { display: grid; align-items: baseline; gap: .125rem 1.5rem; padding-block: .625rem; border-top: 1px solid var(--line); }
.site-page .facts > div:first-child { border-top: 0; padding-top: 0; }
.site-page .facts > div:last-child { padding-bottom: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; }
.figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
.figures dt { font-size: .875rem; color: var(--soft); }
.figures dd { font-size: 1.5rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }

.items { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .875rem; background: var(--card); }
.items > li { position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: .875rem; padding: .8125rem 1rem; border-top: 1px solid var(--line); }
.items > li:first-child { border-top: 0; }
.items .tile { width: 2.5rem; height: 2.5rem; border-radius: .625rem; font-size: 1.0625rem; }
.items .what { flex: 1 1 0; min-width: 0; }
.items .what > * { display: block; }
.items .title { font-weight: 600; color: inherit; text-decoration: none; }
.items a.title::before { content: ""; position: absolute; inset: 0; border-radius: .8125rem; }
.items a.title:focus-visible { outline: 0; }
.items a.title:focus-visible::before { outline: 3px solid var(--accent); outline-offset: -3px; }
.items li:has(a.title:hover) { background: var(--sunk); }
.items li:first-child { border-start-start-radius: .8125rem; border-start-end-radius: .8125rem; }
.items li:last-child { border-end-start-radius: .8125rem; border-end-end-radius: .8125rem; }
.items .detail { color: var(--soft); font-size: .9375rem; }
.items .aside { display: flex; flex-wrap: wrap; gap: .375rem; align-items: center; color: var(--soft); font-size: .875rem; }
.items .aside > * { position: relative; }
.card .items { border: 0; background: none; }
.card .items > li { padding-inline: 0; }
.card .items a.title:hover { text-decoration: underline; }
.card .items li:has(a.title:hover) { background: none; }
.empty { padding: 2rem 1.25rem; border: 1px dashed var(--edge); border-radius: .875rem; text-align: center; display: flex; flex-direction: column; align-items: center; gap: .5rem; }
.empty p { max-width: 34rem; color: var(--soft); }
.empty .button { margin-top: .5rem; }
.pager { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; justify-content: space-between; }
.pager p { color: var(--soft); font-size: .9375rem; order: 1; flex-basis: 100%; text-align: center; }
.pager [rel="next"] { margin-inline-start: auto; }

.table { border: 1px solid var(--line); border-radius: .875rem; background: var(--card); overflow-x: auto; }
.table.bare { border: 0; border-radius: 0; background: none; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; overflow-wrap: break-word; }
td :is(code, bdi), th bdi { overflow-wrap: anywhere; }
caption { padding: .75rem 1rem .375rem; text-align: start; font-weight: 650; }
th, td { padding: .625rem 1rem; text-align: start; vertical-align: top; border-top: 1px solid var(--line); font-weight: 400; }
tbody th { font-weight: 600; }
thead th { font-size: .8125rem; font-weight: 600; color: var(--soft); border-top: 0; white-space: nowrap; }
.number, .numbers td { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td form, .items form { display: inline-flex; }
.table .button, .items .button { min-height: 2.75rem; }
.short { white-space: nowrap; }
.scroll td code { overflow-wrap: normal; }

.steps { margin: 0; padding: 0; list-style: none; counter-reset: step; }
.steps > li { position: relative; counter-increment: step; padding: 0 0 1.5rem 3rem; min-width: 0; }
.steps > li::before {
  content: counter(step); position: absolute; inset-inline-start: 0; top: 0; width: 2rem; height: 2rem; border-radius: 50%; display: grid; place-items: center;
  font-size: .9375rem; font-weight: 650; border: 1px solid var(--edge); background: var(--card); color: var(--soft);
}
.steps > li:not(:last-child)::after { content: ""; position: absolute; inset-inline-start: .9688rem; top: 2.25rem; bottom: .25rem; width: 1px; background: var(--line); }
.steps > li[aria-current]::before { background: var(--fill); border-color: transparent; color: var(--on-fill); }
.steps > .done::before { content: "✓" / ""; background: var(--good-back); border-color: var(--good-line); color: var(--good); }
.steps h2, .steps h3 { min-height: 2rem; padding-top: .1875rem; font-size: 1.0625rem; }
.steps .later { color: var(--soft); }
.steps > li > * + * { margin-top: .75rem; }

details > summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; gap: .5rem; font-size: .9375rem; font-weight: 600; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ""; flex: none; width: .4375rem; height: .4375rem; margin-inline: .125rem; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
[open] > summary::before { transform: rotate(45deg); }

@media (min-width: 48rem) {
  .bar { padding-block: 0; }
  .bar nav { order: 0; flex-basis: auto; margin: 0; }
  .bar a, .bar .site { min-height: 3.5rem; }
  .bar nav a { padding-inline: .75rem; }
  .bar .who bdi { display: inline; }
  .site-page main { padding-block: 2rem 5rem; gap: 1.5rem; }
  .site-page h1 { font-size: 1.875rem; }
  .site-page .button { font-size: .9375rem; font-weight: 600; padding-inline: 1.125rem; }
.site-page .card { padding: 1.5rem; gap: 1.125rem; }
  .site-page .actions > * { flex: none; }
  .site-page .facts > div { grid-template-columns: 13rem minmax(0, 1fr); }
  .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .pager p { order: 0; flex: 1; }
  .items .aside { flex: none; max-width: 45%; justify-content: flex-end; }
  .tabs ul { gap: 0 1.75rem; }
}
@media (max-width: 47.99rem) {
  .cards thead, .cards caption.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards :is(table, caption, tbody, tr, th, td) { display: block; }
  .cards tr { padding: .75rem 1rem; border-top: 1px solid var(--line); }
  .cards caption + thead + tbody > tr:first-child, .cards caption.unseen + thead + tbody > tr:first-child { border-top: 0; }
  .cards tbody :is(th, td) { padding: .125rem 0; border: 0; text-align: start; white-space: normal; }
  .cards td[data-label] { display: grid; grid-template-columns: minmax(5.5rem, 36%) minmax(0, 1fr); gap: .75rem; }
  .cards td[data-label]::before { content: attr(data-label) / ""; color: var(--soft); font-size: .875rem; line-height: 1.65; }
  .items > li { align-items: flex-start; }
  .items .aside { flex-basis: 100%; margin-top: -.5rem; }
  .items .tile ~ .aside { padding-inline-start: 3.375rem; }
  .row .button, .heading .button { flex: 1 1 auto; }
}
`
