// Puts the secret that somebody types into the program on the page, here in the browser; it is never sent or kept.

const panel = document.getElementById('fill-secret')
const input = panel?.querySelector('input')
const places = [
  .../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.secret[data-quote]')),
].map((place) => ({ place, expression: [...place.childNodes] }))

if (panel && input && places.length > 0) {
  // Some browsers fill fields in again when a page is loaded anew.
  input.value = ''
  panel.hidden = false
  input.addEventListener('input', () => {
    for (const { place, expression } of places) {
      if (input.value === '') place.replaceChildren(...expression)
      else place.replaceChildren(written(input.value, place.dataset))
    }
  })
}

/**
 * The secret as a literal of the program's language, coloured like one.
 * @param {string} secret
 * @param {DOMStringMap} quoting
 */
function written(secret, { quote = '', escapes = '{}' }) {
  const escaped = new Map(Object.entries(JSON.parse(escapes)))
  const literal = document.createElement('span')
  literal.className = 'hljs-string'
  literal.textContent = quote + [...secret].map((sign) => escaped.get(sign) ?? sign).join('') + quote
  return literal
}
