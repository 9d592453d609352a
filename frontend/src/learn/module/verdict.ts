const verdict = /^(đúng rồi|đúng|chưa đúng|right|correct|not yet|not quite)\s*[.,!:]\s*/i

/** Feedback often opens with the verdict, which already stands above it as a heading. */
export function withoutVerdict(text: string): string {
  const rest = text.normalize('NFC').replace(verdict, '')
  return rest === '' ? text : rest.charAt(0).toLocaleUpperCase('vi') + rest.slice(1)
}
