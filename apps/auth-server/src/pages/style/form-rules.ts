// Long because it is a stylesheet: fields, choices and what is wrong with them. One rule a line.
export const formRules = `
.field { display: flex; flex-direction: column; gap: .375rem; }
.field label { font-weight: 600; font-size: .9375rem; }
.field :is(input, select, textarea) {
  width: 100%; min-height: 2.875rem; padding: .5rem .75rem; font: inherit; color: var(--ink);
  background: var(--card); border: 1px solid var(--edge); border-radius: .625rem;
}
.field :focus-visible { outline-offset: 0; border-color: var(--accent); }
.field [readonly] { background: var(--sunk); border-color: var(--line); color: var(--soft); }
.field [aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.field .error { color: var(--bad); font-size: .875rem; font-weight: 600; }
.field .hint { color: var(--soft); font-size: .875rem; }
.field select {
  appearance: none; padding-inline-end: 2.25rem; text-overflow: ellipsis;
  background: linear-gradient(45deg, transparent 50%, var(--soft) 50%) calc(100% - 1.1875rem) 52% / .375rem .375rem no-repeat,
    linear-gradient(-45deg, transparent 50%, var(--soft) 50%) calc(100% - .8125rem) 52% / .375rem .375rem no-repeat, var(--card);
}
.field textarea { min-height: 6rem; resize: vertical; line-height: 1.45; }
.field .as-code { font-family: var(--mono); font-size: .9375rem; }
.field .optional { font-weight: 400; color: var(--soft); }
.site-page .field { max-width: 42rem; }
.form { display: flex; flex-direction: column; gap: 1.5rem; max-width: 42rem; }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; display: flex; flex-direction: column; gap: .625rem; }
legend { padding: 0; margin-bottom: .5rem; font-weight: 600; font-size: .9375rem; }
fieldset > .hint { margin-top: -.5rem; color: var(--soft); font-size: .875rem; }
fieldset > .error { color: var(--bad); font-size: .875rem; font-weight: 600; }
input[type="checkbox"], input[type="radio"] { flex: none; width: 1.25rem; height: 1.25rem; margin: .125rem 0 0; accent-color: var(--accent); }
.check, .choice, .inside label, .apart label { display: flex; gap: .75rem; align-items: flex-start; cursor: pointer; }
.check, .inside label, .apart label { min-height: 2.75rem; padding-block: .5625rem; }
.check + .check { margin-top: -.625rem; }
.means { display: block; color: var(--soft); font-size: .9375rem; }
.check strong { font-weight: 500; }
.choice strong { font-weight: 600; }
.choices { display: grid; gap: .625rem; }
.choice { padding: .8125rem .875rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--card); }
.choice:hover { border-color: var(--edge); }
.choice:has(:checked) { border-color: var(--accent); background: var(--tint); box-shadow: inset 0 0 0 1px var(--accent); }
.choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.choice :focus-visible { outline: 0; }
.summary ul { margin: .25rem 0 0; padding-inline-start: 1.125rem; }
.note.summary h2 { font-size: 1rem; }
.summary a { font-weight: 600; }
.summary li { padding-block: .25rem; }
.search { display: flex; gap: .5rem; align-items: flex-end; max-width: 32rem; }
.search .field { flex: 1 1 0; min-width: 0; }
.search .button { flex: none; }
.parts { display: flex; flex-direction: column; gap: 1.25rem; }
.picker { display: grid; gap: .875rem; }
.home { gap: .75rem; padding: .875rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
.home > legend { float: inline-start; width: 100%; margin: 0; font-size: 1rem; }
.home > .switch { clear: both; }
.home > legend::before {
  content: ""; display: inline-block; width: 1.0625rem; height: 1rem; margin-inline-end: .625rem; vertical-align: -.125rem;
  background: var(--accent); clip-path: polygon(50% 0, 100% 45%, 86% 45%, 86% 100%, 60% 100%, 60% 64%, 40% 64%, 40% 100%, 14% 100%, 14% 45%, 0 45%);
}
.switch { display: flex; padding: .1875rem; border-radius: .625rem; background: var(--sunk); box-shadow: inset 0 0 0 1px var(--line); }
.switch label {
  position: relative; flex: 1 1 auto; display: flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: .25rem;
  border-radius: .5rem; font-size: .9375rem; font-weight: 550; text-align: center; line-height: 1.25; color: var(--soft); cursor: pointer; overflow-wrap: normal;
}
.switch label:hover { color: var(--ink); }
.switch input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.switch label:has(:checked) { background: var(--card); color: var(--accent); font-weight: 650; box-shadow: 0 0 0 1px var(--accent); }
.switch label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.home p, .home .says { font-size: .9375rem; }
.home .if-nothing { color: var(--soft); }
.home summary { align-items: flex-start; padding-block: .25rem; font-weight: 400; }
.home summary::before { margin-top: .5rem; }
.home .inside { padding-inline-start: 1.1875rem; }
.device { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .375rem .875rem; padding-block: .625rem; border-top: 1px solid var(--line); }
.device > span { flex: 1 1 5.5rem; min-width: 0; }
.device strong { font-weight: 600; }
.device .means { font-size: .875rem; }
.device select {
  appearance: none; flex: 0 0 auto; max-width: 100%; min-height: 2.75rem; padding: .375rem 2rem .375rem .75rem; font: inherit; font-size: .9375rem; color: var(--ink); text-overflow: ellipsis;
  border: 1px solid var(--edge); border-radius: .625rem;
  background: linear-gradient(45deg, transparent 50%, var(--soft) 50%) calc(100% - 1.1875rem) 52% / .375rem .375rem no-repeat,
    linear-gradient(-45deg, transparent 50%, var(--soft) 50%) calc(100% - .8125rem) 52% / .375rem .375rem no-repeat, var(--card);
}
.apart { padding-top: .625rem; margin-bottom: -.375rem; border-top: 1px solid var(--line); }
.apart > p { font-weight: 600; }
.apart .means { font-size: .875rem; }
.home:not(:has([value="everything"]:checked)) .if-everything,
.home:not(:has([value="chosen"]:checked)) .if-chosen,
.home:not(:has([value="nothing"]:checked)) .if-nothing,
.home:has([value="nothing"]:checked) .if-given,
.home:not(:has([name^="future."]:checked)) .if-later,
.home:has([name^="future."]:checked) .if-now,
.home:not(:has([name^="level."][value="control"]:checked)) .if-control,
.home:not(:has([name^="level."][value="read"]:checked)) .if-read { display: none; }
`
