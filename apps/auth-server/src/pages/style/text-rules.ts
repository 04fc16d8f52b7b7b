// Long because it is a stylesheet: what is read and copied: prose, code, requests, charts. One rule a line.
export const textRules = `
.copyable { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .25rem .75rem; align-items: center; }
.copyable .label { grid-column: 1 / -1; font-size: .875rem; color: var(--soft); }
.copyable code { padding: .5rem .75rem; border-radius: .5rem; background: var(--sunk); border: 1px solid var(--line); font-size: .875rem; user-select: all; -webkit-user-select: all; }
.copyable code:last-child { grid-column: 1 / -1; }
.site-page .copy { min-height: 2.75rem; padding-inline: .875rem; font-size: .875rem; }
[hidden] { display: none !important; }
dd .copyable code { padding: .25rem .5rem; }
.once { border: 2px solid var(--accent); border-radius: .875rem; padding: 1.125rem; background: var(--tint); display: flex; flex-direction: column; gap: .75rem; }
.once code { font-size: 1rem; background: var(--card); }
.masked { color: var(--soft); letter-spacing: .04em; }

.snippet { margin: 0; min-width: 0; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); overflow: clip; }
.card .snippet { background: var(--sunk); }
.snippet > figcaption { display: flex; align-items: center; justify-content: space-between; gap: .75rem; min-height: 2.75rem; padding-inline: 1rem .1875rem; border-bottom: 1px solid var(--line); font-size: .875rem; font-weight: 600; }
.snippet .copy { border-color: transparent; background: none; color: var(--accent); }
pre { margin: 0; padding: .875rem 1rem; overflow-x: auto; font-size: .875rem; line-height: 1.6; tab-size: 2; overflow-wrap: normal; }
pre:focus-visible { outline-offset: -3px; border-radius: .625rem; }
pre code { font-size: inherit; }
.wire { display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); }
.snippet figcaption .badge { margin-inline-end: auto; }
.chart { margin: 0; padding: 1rem; border: 1px solid var(--line); border-radius: .875rem; background: var(--card); }
.chart figcaption { font-weight: 650; margin-bottom: .5rem; }
.chart [data-chart] { min-height: 14rem; }
.chart [data-chart]:empty { display: none; }
.hljs-comment, .hljs-quote, .hljs-meta, .hljs-doctag { color: var(--tok-quiet); }
.hljs-keyword, .hljs-selector-tag, .hljs-type, .hljs-template-tag { color: var(--tok-word); }
.hljs-string, .hljs-regexp, .hljs-addition, .hljs-char { color: var(--tok-text); }
.hljs-number, .hljs-literal, .hljs-symbol, .hljs-bullet { color: var(--tok-number); }
.hljs-title, .hljs-section, .hljs-name, .hljs-link, .hljs-built_in { color: var(--tok-name); }
.hljs-attr, .hljs-attribute, .hljs-property, .hljs-params .hljs-attr, .hljs-selector-class { color: var(--tok-key); }
.hljs-variable, .hljs-template-variable, .hljs-subst .hljs-variable, .hljs-deletion, .hljs-selector-id { color: var(--tok-value); }
.hljs-emphasis { font-style: italic; }
.hljs-strong { font-weight: 700; }

.prose { min-width: 0; max-width: 46rem; }
.prose > * + * { margin-top: 1rem; }
.prose :is(h2, h3, h4) { line-height: 1.3; scroll-margin-top: 1rem; text-wrap: balance; }
.prose > h2 { font-size: 1.375rem; margin-top: 2.5rem; }
.prose > h3 { font-size: 1.125rem; margin-top: 1.75rem; }
.prose h4 { margin: 1.25rem 0 0; font-size: 1rem; }
.prose h1 + p { font-size: 1.0625rem; color: var(--soft); }
.prose :is(ul, ol):not([role]) { padding-inline-start: 1.375rem; }
.prose :not([role]) > li + li { margin-top: .375rem; }
.prose li > :is(ul, ol, p) { margin: .375rem 0 0; }
.prose :not(pre) > code { padding: .0625rem .3125rem; border-radius: .3125rem; background: var(--sunk); border: 1px solid var(--line); font-size: .875em; }
.prose > pre { border: 1px solid var(--line); border-radius: .75rem; background: var(--sunk); }
.prose blockquote { margin-inline: 0; padding: .125rem 0 .125rem 1rem; border-inline-start: 3px solid var(--accent); color: var(--soft); }
.prose hr { margin-block: 2rem; border: 0; border-top: 1px solid var(--line); }
.prose img { max-width: 100%; height: auto; }
.prose :is(th, td) { padding: .5rem .75rem; }
.prose td:last-child { overflow-wrap: anywhere; }
.prose > table { display: block; overflow-x: auto; }
.prose > .pager { margin-top: 2.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.toc ul { margin: 0; padding: 0; list-style: none; }
.toc a { display: flex; align-items: center; min-height: 2.75rem; padding-inline: 1.25rem .625rem; border-radius: .5rem; text-decoration: none; font-size: .9375rem; }
.toc a:hover { background: var(--sunk); text-decoration: underline; }
.toc .deep a { padding-inline-start: 2.25rem; }
mark { padding-inline: .125rem; border-radius: .1875rem; background: var(--warn-back); color: inherit; font-weight: 600; }
@media (max-width: 30rem) {
  .copyable.long { grid-template-columns: minmax(0, 1fr); gap: .5rem; justify-items: start; }
}
.docs { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
.side { border: 1px solid var(--line); border-radius: .75rem; background: var(--card); padding-inline: .875rem; }
.side nav { padding-bottom: .75rem; }
.side ul { margin: 0; padding: 0; list-style: none; }
.side p { margin: .75rem 0 .125rem; padding-inline: .625rem; font-size: .8125rem; font-weight: 600; letter-spacing: .02em; color: var(--soft); }
.side a { display: flex; align-items: center; min-height: 2.75rem; padding: .25rem .625rem; border-radius: .5rem; color: var(--ink); text-decoration: none; font-size: .9375rem; line-height: 1.35; }
.side a:hover { background: var(--sunk); }
.side [aria-current] { background: var(--tint); font-weight: 650; box-shadow: inset 3px 0 var(--accent); }
.on-desktop { display: none; }
@media (min-width: 60rem) {
  .docs { grid-template-columns: 15rem minmax(0, 1fr); gap: 3rem; }
  .on-phone { display: none; }
  .on-desktop.side { display: block; align-self: start; position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto; border: 0; background: none; padding: .25rem; margin: -.25rem; }
  .on-desktop a { min-height: 2.125rem; }
  .on-desktop p:first-child { margin-top: 0; }
}
`
