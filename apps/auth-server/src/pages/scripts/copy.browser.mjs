// Gives each button with `data-copy` (the id of what it copies) its work; without script, or where the browser has no
// clipboard for pages (an http issuer that is not on this device), such a button stays hidden.

const said = document.createElement('p')
said.className = 'unseen'
said.setAttribute('role', 'status')

if (navigator.clipboard !== undefined) {
  document.body.append(said)
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
    document.querySelectorAll('button[data-copy]')
  )) {
    button.hidden = false
    button.addEventListener('click', () => copy(button))
  }
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copy ?? '')
  if (source === null) return
  const isCopied = await navigator.clipboard.writeText(source.textContent ?? '').then(
    () => true,
    () => false,
  )
  if (!isCopied) getSelection()?.selectAllChildren(source)
  tell(button, isCopied ? 'Copied' : 'Selected')
}

/**
 * Says it on the button for a moment, and aloud.
 * @param {HTMLButtonElement} button
 * @param {string} word
 */
function tell(button, word) {
  const [label] = button.childNodes
  if (!(label instanceof Text)) return
  button.dataset.label ??= label.data
  label.data = word
  said.textContent = word
  setTimeout(() => {
    label.data = button.dataset.label ?? word
    said.textContent = ''
  }, 2_000)
}
