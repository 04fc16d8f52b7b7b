// Follows `#logout-continue` when the frames of the page have loaded, or when they take too long: the page's `load` waits
// for them. Without script the person presses it.

const link = document.getElementById('logout-continue')
const longestWait = 3_000

if (link instanceof HTMLAnchorElement) {
  const goOn = () => location.replace(link.href)
  if (document.readyState === 'complete') goOn()
  else addEventListener('load', goOn)
  setTimeout(goOn, longestWait)
}
