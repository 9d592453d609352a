/**
 * Learns which built files a learner's phone need not hold before somebody has asked for them.
 * @param {RegExp} sources matches the path of a source file of such a part of the app
 * @returns {{ names: Set<string>, plugin: import('vite').Plugin }}
 */
export function unkeptFiles(sources) {
  const names = new Set()
  return {
    names,
    plugin: {
      name: 'hocso:unkept-files',
      apply: 'build',
      enforce: 'post',
      generateBundle(_, bundle) {
        const kept = new Set()
        // What only such parts need goes with them; what a kept page needs as well stays, since no page opens while one
        // of its files is missing.
        const keep = (name) => {
          const file = bundle[name]
          if (kept.has(name) || file?.type !== 'chunk') return
          if (!file.isEntry && file.moduleIds.some((id) => sources.test(id))) return
          kept.add(name)
          for (const css of file.viteMetadata?.importedCss ?? []) kept.add(css)
          for (const next of [...file.imports, ...file.dynamicImports]) keep(next)
        }
        for (const file of Object.values(bundle)) if (file.isEntry) keep(file.fileName)
        for (const file of Object.values(bundle)) {
          const own = file.type === 'chunk' || file.fileName.endsWith('.css')
          const kin = file.type === 'asset' && file.originalFileNames.some((from) => sources.test(`/${from}`))
          if (own ? !kept.has(file.fileName) : kin) names.add(file.fileName)
        }
      },
    },
  }
}
