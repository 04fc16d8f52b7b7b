// Gives each button with `data-copy` (the id of what it copies) its work; without script such a button stays hidden.

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
  document.querySelectorAll('button[data-copy]')
)) {
  const label = button.textContent
  button.hidden = false
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy ?? '')
    await navigator.clipboard.writeText(source?.textContent ?? '')
    button.textContent = button.dataset.copied ?? 'Copied'
    setTimeout(() => {
      button.textContent = label
    }, 2_000)
  })
}
