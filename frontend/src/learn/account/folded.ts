/** Text without accents and case, so that "buon ea nao" finds "Buôn Êa Nao". */
export const folded = (text: string) =>
  text
    .trim()
    .toLocaleLowerCase('vi')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
