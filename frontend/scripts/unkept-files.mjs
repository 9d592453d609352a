/**
 * Learns which built files belong to staff pages alone: a learner's phone need not hold them.
 * @param {RegExp} sources matches the path of a source file of a staff page
 * @returns {{ names: Set<string>, plugin: import('vite').Plugin }}
 */
export function staffFiles(sources) {
  const names = new Set()
  return {
    names,
    plugin: {
      name: 'hocso:staff-files',
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
