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
    generateBundle: {
      // Only then have the chunks their lists of what to load with them.
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html']
        if (page?.type !== 'asset') return
        const gone = []
        page.source = String(page.source).replace(
          /<link rel="stylesheet"[^>]*href="\/([^"]+\.css)"[^>]*>/g,
          (_link, file) => {
            const css = String(bundle[file].source).trim()
            delete bundle[file]
            gone.push(file)
            return `<style>${css}</style>`
          },
        )
        const entry = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.isEntry)
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue
          // A list names its files by place, so the sheet is replaced by something that is there already.
          for (const file of gone) chunk.code = chunk.code.replaceAll(`"${file}"`, `"${entry.fileName}"`)
        }
      },
    },
  }
}
