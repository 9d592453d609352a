/** A Vietnamese mobile number as people type it, with or without +84, dots and spaces. The server has the last word. */
export const looksLikePhone = (text: string) => /^(0|\+?84)[35789]\d{8}$/.test(text.replace(/[\s.\-()]/g, ''))
