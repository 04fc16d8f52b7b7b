// What stands last because it overrules: other devices, other wishes, paper.
export const lateRules = `
@media (forced-colors: active) {
  .card, .note, .tile, .badge, .choice { border: 1px solid CanvasText; }
  .button.main { border-color: ButtonText; }
  .homes li::before { background: CanvasText; forced-color-adjust: none; }
  .bar [aria-current], .tabs [aria-current], .side [aria-current] { text-decoration: underline; text-decoration-thickness: .2em; }
  .choice:has(:checked) { border: 3px solid Highlight; }
}
@media (prefers-reduced-motion: no-preference) { .button { transition: background-color .12s; } }
@media print {
  body { background: #fff; color: #000; }
  .card { box-shadow: none; border-color: #999; break-inside: avoid; }
  .button, .link-button, .bar nav, .who, .skip, .side, .trail, .tabs { display: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
}
`
