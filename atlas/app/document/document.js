// On paper, drawings made for the width of the screen shrink to the sheet (print.css).
const SHEET = 690

function fit() {
  for (const box of document.querySelectorAll('.js-plotly-plot .svg-container')) {
    const { offsetWidth: width, offsetHeight: height } = box
    if (!width || !height) continue
    box.dataset.form = ''
    box.style.setProperty('--form', `${width} / ${height}`)
    for (const svg of box.querySelectorAll('.main-svg')) svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  }
  for (const table of document.querySelectorAll('[data-testid=stDataFrame]')) {
    table.dataset.form = ''
    table.style.setProperty('--form', Math.min(1, SHEET / (table.offsetWidth || SHEET)))
  }
}

function release() {
  for (const box of document.querySelectorAll('[data-form]')) {
    delete box.dataset.form
    box.style.removeProperty('--form')
    for (const svg of box.querySelectorAll('.main-svg')) svg.removeAttribute('viewBox')
  }
}

// The document's language follows the page: Streamlit's own index.html says lang="en" for every page,
// and browsers choose the Chinese font and screen readers the voice by it.
export default function ({ data }) {
  document.documentElement.lang = data.lang
  // the same two functions each time: the browser keeps them once
  window.addEventListener('beforeprint', fit)
  window.addEventListener('afterprint', release)
}
