/** The first letters of a name's words, as the server shortens it: "H'Hoa Niê" is "H. N.". */
export const initials = (name: string): string =>
  name
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => word.match(/\p{L}\p{M}*/u)?.[0])
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter.toLocaleUpperCase('vi')}.`)
    .join(' ')
