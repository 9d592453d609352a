/**
 * The part of a whole answer that a request with a Range header asks for. Safari plays nothing that is not answered in
 * parts, and seeking needs them everywhere. Several ranges at once may be answered with the whole.
 */
export async function ranged(whole: Response, range: string | null): Promise<Response> {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '')
  if (!whole.ok || !asked || asked[0] === 'bytes=-') return whole
  const [, from = '', to = ''] = asked
  const body = await whole.blob()
  // Without a beginning the number is how many bytes of the end are wanted.
  const start = from === '' ? Math.max(0, body.size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? body.size - 1 : Math.min(Number(to), body.size - 1)
  if (start > end) return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${body.size}` } })
  const headers = {
    'Accept-Ranges': 'bytes',
    'Content-Length': String(end - start + 1),
    'Content-Range': `bytes ${start}-${end}/${body.size}`,
    'Content-Type': whole.headers.get('Content-Type') ?? body.type,
  }
  return new Response(body.slice(start, end + 1), { status: 206, headers })
}
