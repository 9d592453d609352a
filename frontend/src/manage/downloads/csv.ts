/** The lines of a table of the server, with its byte order mark, quotes and line ends taken away. */
export function linesOf(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  for (const [, quoted, plain, end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    line.push(quoted === undefined ? (plain ?? '') : quoted.replace(/""/g, '"'))
    if (end === ',') continue
    if (line.length > 1 || line[0]) lines.push(line)
    line = []
  }
  return lines
}
