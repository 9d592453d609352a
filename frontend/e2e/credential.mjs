// Lets a library that knows nothing of us say what is wrong with an Open Badges 3.0 credential.
import { verifyCredential } from '@digitalcredentials/verifier-core'

/**
 * @param {any} credential
 * @param {any} issuer the document in which the keys of a did:web are published
 * @returns {Promise<string[]>}
 */
export async function verified(credential, issuer) {
  const host = decodeURIComponent(issuer.id.replace('did:web:', ''))
  // The library asks over TLS only, and outside for what is not ours: it is handed what a server here publishes, and nothing else.
  const { fetch } = globalThis
  const said = console.log
  globalThis.fetch = async (request) => {
    const url = request instanceof Request ? request.url : String(request)
    if (url !== `https://${host}/.well-known/did.json`) return Response.error()
    return Response.json(issuer)
  }
  console.log = () => undefined // that it cannot fetch the schema
  try {
    const { errors = [], error, log = [] } = await verifyCredential({ credential, knownDIDRegistries: [] })
    const failed = log.filter(({ id, valid }) => !valid && id !== 'registered_issuer').map(({ id }) => id)
    const faults = [...errors.map(({ message }) => message), ...(error ? [error.message] : []), ...failed]
    if (faults.length === 0 && !log.some(({ id, valid }) => id === 'valid_signature' && valid))
      return ['no signature was checked']
    return faults
  } finally {
    globalThis.fetch = fetch
    console.log = said
  }
}
