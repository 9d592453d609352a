/** Text without accents, case and the marks of H' and M', so that "hlan" finds "H’Lăn" and "dak" finds "Đắk". */
export const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'‘’ʼ]/g, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .trim()
