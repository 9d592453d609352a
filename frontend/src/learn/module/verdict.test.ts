import { expect, test } from 'vitest'
import { withoutVerdict } from './verdict'

test.each([
  ['Chưa đúng. Đường dẫn có thể cài ứng dụng giả.', 'Đường dẫn có thể cài ứng dụng giả.'],
  ['Đúng rồi, câu ấy sai.', 'Câu ấy sai.'],
  ['Right. The police help face to face only.', 'The police help face to face only.'],
  ['Đúng là nên hỏi lại.', 'Đúng là nên hỏi lại.'],
  ['Đúng.', 'Đúng.'],
])('%s', (text, rest) => expect(withoutVerdict(text)).toBe(rest))
