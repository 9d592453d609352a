/**
 * Puts the entry's style sheet into index.html, so that the first paint waits for nothing but the page itself.
 * The server reads the hashes of inline styles from the built index.html for its Content-Security-Policy.
 * @returns {import('vite').Plugin}
 */
export function inlineEntryStyles() {
  return {
    name: 'hocso:inline-entry-styles',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') return
      page.source = String(page.source).replace(
        /<link rel="stylesheet"[^>]*href="\/([^"]+\.css)"[^>]*>/g,
        (_link, file) => {
          const css = String(bundle[file].source).trim()
          delete bundle[file]
          // A page that loads another one would otherwise fetch it once more, in vain.
          for (const chunk of Object.values(bundle)) chunk.viteMetadata?.importedCss?.delete(file)
          return `<style>${css}</style>`
        },
      )
    },
  }
}
