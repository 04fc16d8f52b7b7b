// Long because it is a stylesheet: the page itself, its text, and what every kind of page has. One rule a line.
export const groundRules = `
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
code, pre { font-family: var(--mono); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.note { padding: .75rem .875rem; border-radius: .625rem; border: 1px solid var(--line); background: var(--sunk); font-size: .9375rem; }
.note > strong { display: block; }
.note.bad { color: var(--bad); background: var(--bad-back); border-color: var(--bad-line); }
.note.warn { color: var(--warn); background: var(--warn-back); border-color: var(--warn-line); }
.badge {
  display: inline-block; padding: .0625rem .5rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600;
  background: var(--good-back); color: var(--good); white-space: nowrap;
  box-shadow: inset 0 0 0 1px var(--good-line);
}
.note.good { color: var(--good); background: var(--good-back); border-color: var(--good-line); }
.note a { color: inherit; }
.badge.warn { background: var(--warn-back); color: var(--warn); box-shadow: inset 0 0 0 1px var(--warn-line); }
.badge.bad { background: var(--bad-back); color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad-line); }
.badge.plain { background: var(--card); color: var(--soft); box-shadow: inset 0 0 0 1px var(--line); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; }
.actions > * { flex: 1 1 8rem; }
.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.875rem; padding: .5rem 1.25rem;
  font: inherit; font-weight: 650; text-align: center; text-decoration: none; cursor: pointer;
  border: 1px solid var(--edge); border-radius: .625rem; background: var(--card); color: var(--ink); overflow-wrap: break-word;
}
.button:hover { background: var(--sunk); }
.button.main { background: var(--fill); border-color: transparent; color: var(--on-fill); }
.button.main:hover { background: var(--hover); }
.link-button {
  min-height: 2.75rem; padding: .25rem .5rem; margin-inline: -.5rem; font: inherit; font-size: .9375rem; cursor: pointer;
  background: none; border: 0; border-radius: .375rem; color: var(--accent);
  text-decoration: underline; text-underline-offset: .18em;
}
.button.danger { border-color: var(--bad); color: var(--bad); }
.button.danger:hover { background: var(--bad-back); }
.button.main.danger { background: var(--bad); border-color: transparent; color: var(--card); }
.button.main.danger:hover { background: color-mix(in srgb, var(--bad) 86%, var(--ink)); }
`
