// The picture of a figure for a slide: plotly draws the figure, the words stand above and below it, all in one SVG.
const NAMESPACE = 'http://www.w3.org/2000/svg'
const EDGE = 40
const LINE = 1.32
// sizes of the title, the largest first: the first that needs few lines is taken
const TITLES = [36, 32, 28, 24, 20]
const TITLE_LINES = 2
const PATIENCE = 30000

const pen = document.createElement('canvas').getContext('2d')

// Text in lines of at most this width, broken between the words of its language.
function wrapped(text, font, width, lang) {
  pen.font = font
  const words = []
  for (const { segment, isWordLike } of new Intl.Segmenter(lang, { granularity: 'word' }).segment(text)) {
    // signs stay with the word before them, opening ones with the word after
    if (words.length && (!isWordLike || /[(（「“‘《]$/.test(words.at(-1)))) words[words.length - 1] += segment
    else words.push(segment)
  }
  const lines = ['']
  for (const word of words) {
    if (lines.at(-1) && pen.measureText((lines.at(-1) + word).trimEnd()).width > width) lines.push('')
    lines[lines.length - 1] += word
  }
  return lines.map((line) => line.trim()).filter(Boolean)
}

// Lines of text as they are placed: each with its size, weight and colour.
function set(text, style, { font, width, lang }) {
  return wrapped(text, `${style.weight} ${style.size}px ${font}`, width - 2 * EDGE, lang).map((line) => ({ line, ...style }))
}

function titled(text, data) {
  for (const size of TITLES) {
    const lines = set(text, { size, weight: 600, fill: data.ink }, data)
    if (lines.length <= TITLE_LINES || size === TITLES.at(-1)) return lines
  }
}

const height = (lines) => lines.reduce((sum, { size }) => sum + size * LINE, 0)

function write(svg, lines, top) {
  for (const { line, size, weight, fill } of lines) {
    top += size * LINE
    const text = document.createElementNS(NAMESPACE, 'text')
    for (const [name, value] of Object.entries({ x: EDGE, y: top - size * 0.3, fill, 'font-size': size, 'font-weight': weight })) {
      text.setAttribute(name, value)
    }
    text.textContent = line
    svg.append(text)
  }
}

// The figure as plotly keeps it, once it is drawn on the page.
async function drawn() {
  for (let waited = 0; waited < PATIENCE; waited += 100) {
    const figure = document.querySelector('.st-key-picture-figure .js-plotly-plot')
    if (window.Plotly && figure?._fullLayout && figure.querySelector('.main-svg')) return figure
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the figure is not drawn')
}

async function compose(data) {
  const head = [...titled(data.title, data), ...set(data.below, { size: 22, weight: 400, fill: data.muted }, data)]
  const foot = data.foot.flatMap((text) => set(text, { size: 20, weight: 400, fill: data.muted }, data))
  const above = EDGE * 0.7 + height(head) + 12
  const below = 12 + height(foot) + EDGE * 0.6
  const free = Math.floor(Math.max(data.height - above - below, data.least))
  const whole = Math.max(data.height, Math.ceil(free + above + below))
  const options = { format: 'svg', width: data.width - 2 * EDGE, height: free }
  const figure = await drawn()
  const address = await window.Plotly.toImage(figure, options)
  const inner = new DOMParser().parseFromString(decodeURIComponent(address.slice(address.indexOf(',') + 1)), 'image/svg+xml')
  const svg = document.createElementNS(NAMESPACE, 'svg')
  const about = { width: data.width, height: whole, viewBox: `0 0 ${data.width} ${whole}`, 'font-family': data.font, lang: data.lang, role: 'img' }
  for (const [name, value] of Object.entries(about)) svg.setAttribute(name, value)
  const paper = document.createElementNS(NAMESPACE, 'rect')
  for (const [name, value] of Object.entries({ width: data.width, height: whole, fill: data.paper })) paper.setAttribute(name, value)
  svg.append(paper)
  write(svg, head, EDGE * 0.7)
  const place = document.importNode(inner.documentElement, true)
  place.setAttribute('x', EDGE)
  place.setAttribute('y', above)
  svg.append(place)
  write(svg, foot, whole - EDGE * 0.6 - height(foot))
  return { text: new XMLSerializer().serializeToString(svg), width: data.width, height: whole }
}

const asAddress = (text) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`

async function pixels({ text, width, height }) {
  const image = new Image(width, height)
  image.src = asAddress(text)
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d').drawImage(image, 0, 0, width, height)
  return new Promise((done) => canvas.toBlob(done, 'image/png'))
}

function save(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector('.picture')
  const [png, svg] = box.querySelectorAll('button')
  png.disabled = svg.disabled = true
  let current = true
  compose(data).then((made) => {
    if (!current) return
    const shown = box.querySelector('img')
    shown.src = asAddress(made.text)
    shown.alt = data.title
    png.textContent = `PNG ${made.width} × ${made.height}`
    svg.textContent = `SVG ${made.width} × ${made.height}`
    png.onclick = async () => save(await pixels(made), `${data.file}.png`)
    svg.onclick = () => save(new Blob([made.text], { type: 'image/svg+xml' }), `${data.file}.svg`)
    png.disabled = svg.disabled = false
  }).catch(() => {
    if (current) box.querySelector('[role=status]').textContent = data.failed
  })
  return () => { current = false }
}
