(() => {
  // tells the reader what is wrong while the page is not there, and brings it back where that can be
  const started = Date.now(), RELOADS = "atlas:reloads", WAITS = [2000, 6000, 20000]
  // a page this young holds nothing of its reader's that its address does not; one that stood so long is well
  const YOUNG = 30000, WELL = 20000, PATIENCE = 8000
  let seen = false, trouble = 0, asked = 0, drawn = 0, reloading = false, lasting = "", appeared = 0, offline = false
  const one = (selector) => document.querySelector(selector)
  const box = () => document.getElementById("watchdog")
  const app = () => one("[data-testid=stApp]")
  const state = () => app()?.getAttribute("data-test-connection-state")
  const page = () => one("[data-testid=stMain] [data-testid=stElementContainer]")
  const ready = () => state() === "CONNECTED" && page()
  const file = () => one("[data-testid=stFileChip]")
  const health = (within) => fetch(window.__streamlit.BACKEND_BASE_URL + "health", { cache: "no-store", signal: AbortSignal.timeout(within) })

  const say = (kind) => {
    const place = box()
    if (!place || (place.dataset.kind || "") === kind) return
    place.dataset.kind = kind
    place.hidden = !kind
    if (kind) place.firstElementChild.textContent = place.dataset[kind]
  }
  // a frame of another site may have no storage: then nothing is loaded again by itself, so as not to go on for ever
  const reloads = (count) => {
    try {
      if (count === undefined) return Number(sessionStorage.getItem(RELOADS) || 0)
      sessionStorage.setItem(RELOADS, count)
    } catch { return WAITS.length }
  }
  const reload = () => {
    const done = reloads()
    if (reloading || done >= WAITS.length) return reloading
    reloading = true
    setTimeout(() => {
      reloads(done + 1)
      location.reload()
    }, WAITS[done])
    return true
  }
  const explain = (status) => {
    offline = status !== 200 && status !== 503
    if (offline) say("offline")
    else if (ready()) return
    else if (status === 503) say("full")
    else if (lasting) say(lasting)
    else if (!app() && document.readyState === "complete") missing()
    // on a slow line or machine what was started late is not blocked
    else if (!app() || state() === "CONNECTED" || Date.now() - appeared < PATIENCE) say("slow")
    else say(seen ? "interrupted" : "blocked")
  }
  const ask = () => {
    asked = Date.now()
    health(4000).then((answer) => explain(answer.status), () => explain(0))
  }
  // a server that was started anew holds no file, though its name still stands here
  const compare = () => {
    health(4000)
      .then((answer) => answer.json())
      .then((answer) => { if (answer.started !== box().dataset.started && file()) lasting = "restarted" })
      .catch(() => {})
  }
  const preview = () => {
    const picture = document.getElementById("preview")
    if (!picture) return
    const map = one("#root .choroplethlayer path, #root [data-testid=stException]")
    // a page that is there without its map has had time enough, unless the map is what did not arrive
    if (map || (drawn && !lasting && Date.now() - drawn > 15000)) picture.remove()
  }
  const look = () => {
    if (one("[data-testid=stErrorElementStack]")) missing()
    preview()
    if (app()) appeared ||= Date.now()
    if (reloading) {
      say(lasting)
      return
    }
    if (ready() && !offline) {
      if (seen && trouble) compare()
      seen = true
      trouble = 0
      drawn ||= Date.now()
      if (!lasting && Date.now() - drawn > WELL) reloads(0)
      say(lasting)
      return
    }
    trouble ||= seen ? Date.now() : started
    const patience = offline ? 0 : seen ? 4000 : PATIENCE
    if (Date.now() - trouble >= patience && Date.now() - asked > 5000) ask()
  }
  // a part that did not come: a young page is loaded again, an older one goes on without it
  const missing = () => {
    if (lasting) return
    const young = Date.now() - started < YOUNG && !file()
    lasting = young && reload() ? "lost" : "stale"
    say(lasting)
  }
  addEventListener("error", (event) => {
    const from = event.target
    if (from?.tagName === "SCRIPT" || from?.rel === "stylesheet") missing()
  }, true)
  addEventListener("vite:preloadError", missing)
  addEventListener("unhandledrejection", (event) => {
    if (/dynamically imported module|module script/i.test(String(event.reason))) missing()
  })
  // a line may be cut without a word: the connection stands, and what the reader asks for is not answered
  addEventListener("click", () => { if (seen && Date.now() - asked > 5000) ask() }, true)
  addEventListener("offline", ask)
  addEventListener("online", ask)
  addEventListener("DOMContentLoaded", () => {
    box().querySelector("button").addEventListener("click", () => location.reload())
    // the file is chosen again
    document.addEventListener("change", (event) => { if (event.target.type === "file") lasting = lasting.replace("restarted", "") }, true)
    new MutationObserver(preview).observe(document.getElementById("root"), { childList: true, subtree: true })
    look()
    setInterval(look, 1000)
  })
})()
