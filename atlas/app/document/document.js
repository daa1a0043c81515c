// The document's language follows the page, and the buttons that plotly draws react to the keyboard.
// Streamlit's own index.html says lang="en" for every page.
const BUTTON = ".updatemenu-button, .updatemenu-header"

function reachable(button) {
  if (button.getAttribute("tabindex") === "0") return
  button.setAttribute("tabindex", "0")
  button.setAttribute("role", "button")
  button.setAttribute("aria-label", button.textContent.trim())
  button.addEventListener("keydown", event => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    button.dispatchEvent(new MouseEvent("click", { bubbles: true, view: window }))
  })
}

const watch = new MutationObserver(() => document.querySelectorAll(BUTTON).forEach(reachable))

export default function ({ data }) {
  document.documentElement.lang = data.lang
  watch.observe(document.body, { childList: true, subtree: true })
}
