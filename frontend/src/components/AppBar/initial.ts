/** The letter that stands for somebody: of the given name, which is the last word of a Vietnamese name. */
export const initial = (name: string) => {
  const words = name
    .normalize('NFC')
    .replace(/\(.*?\)/g, '')
    .trim()
    .split(/\s+/)
  return [...(words[words.length - 1] ?? '')][0]?.toLocaleUpperCase('vi') ?? '?'
}
