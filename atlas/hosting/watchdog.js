(() => {
  // tells the reader what is wrong while the page is not there, and brings it back where that can be
  const started = Date.now(), RELOADS = "atlas:reloads", WAITS = [2000, 6000, 20000]
  let seen = false, trouble = 0, asked = 0, drawn = 0, reloading = false, lasting = ""
  const one = (selector) => document.querySelector(selector)
  const box = () => document.getElementById("watchdog")
  const state = () => one("[data-testid=stApp]")?.getAttribute("data-test-connection-state")
  const page = () => one("[data-testid=stMain] [data-testid=stElementContainer]")
  const ready = () => state() === "CONNECTED" && page()

  const say = (kind) => {
    const place = box()
    if (!place || place.dataset.kind === kind) return
    place.dataset.kind = kind
    place.hidden = !kind
    if (kind) place.firstElementChild.textContent = place.dataset[kind]
  }
  const reload = () => {
    const done = Number(sessionStorage.getItem(RELOADS) || 0)
    if (reloading || done >= WAITS.length) return
    reloading = true
    setTimeout(() => {
      sessionStorage.setItem(RELOADS, done + 1)
      location.reload()
    }, WAITS[done])
  }
  const explain = (status) => {
    const empty = !one("[data-testid=stApp]")
    if (ready()) return
    if (status === 503) say("full")
    else if (status !== 200) say("offline")
    else if (empty) { say("lost"); reload() }
    else if (state() === "CONNECTED") say("slow")
    else say(seen ? "interrupted" : "blocked")
  }
  const ask = () => {
    asked = Date.now()
    fetch(window.__streamlit.BACKEND_BASE_URL + "health", { cache: "no-store", signal: AbortSignal.timeout(4000) })
      .then((answer) => explain(answer.status), () => explain(0))
  }
  // a server that was started anew holds no file, though its name still stands here
  const compare = () => {
    fetch(window.__streamlit.BACKEND_BASE_URL + "health", { cache: "no-store" })
      .then((answer) => answer.json())
      .then((answer) => { if (answer.started !== box().dataset.started && one("[data-testid=stFileChip]")) lasting = "restarted" })
      .catch(() => {})
  }
  const preview = () => {
    const picture = document.getElementById("preview")
    if (!picture) return
    const map = one("#root .choroplethlayer path, #root [data-testid=stException]")
    // a page that is there without its map has had time enough
    if (map || (drawn && Date.now() - drawn > 15000)) picture.remove()
  }
  const look = () => {
    preview()
    if (ready()) {
      if (seen && trouble) compare()
      seen = true
      trouble = 0
      drawn ||= Date.now()
      sessionStorage.removeItem(RELOADS)
      say(lasting)
      return
    }
    trouble ||= seen ? Date.now() : started
    const patience = seen ? 4000 : 8000
    if (Date.now() - trouble > patience && Date.now() - asked > 5000) ask()
  }
  const missing = () => {
    // a page that stands goes on without the part; one that does not is loaded again
    if (seen) lasting = "stale"
    else { trouble = 1; ask() }
  }
  addEventListener("error", (event) => {
    const from = event.target
    if (from?.tagName === "SCRIPT" || from?.rel === "stylesheet") missing()
  }, true)
  addEventListener("vite:preloadError", missing)
  addEventListener("unhandledrejection", (event) => {
    if (/dynamically imported module|module script/i.test(String(event.reason))) missing()
  })
  addEventListener("DOMContentLoaded", () => {
    box().querySelector("button").addEventListener("click", () => location.reload())
    new MutationObserver(preview).observe(document.getElementById("root"), { childList: true, subtree: true })
    look()
    setInterval(look, 1000)
  })
})()
