// Long because it is a stylesheet: the narrow pages that ask one thing: sign-in, consent, code, errors. One rule a line.
export const journeyRules = `
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
.facts dt { font-size: .875rem; color: var(--soft); }
.about { display: flex; flex-wrap: wrap; gap: .25rem .875rem; }
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
`
