// The document's language follows the page: Streamlit's own index.html says lang="en" for every page,
// and browsers choose the Chinese font and screen readers the voice by it.
export default function ({ data }) {
  document.documentElement.lang = data.lang
}
