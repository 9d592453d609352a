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
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || chunk.isEntry || !chunk.moduleIds.some((id) => sources.test(id))) continue
          names.add(chunk.fileName)
          for (const css of chunk.viteMetadata?.importedCss ?? []) names.add(css)
        }
      },
    },
  }
}
