/** A number as people read it: 0900 000 001. */
export const readablePhone = (phone: string) =>
  phone.replace(/^\+84/, '0').replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3')
