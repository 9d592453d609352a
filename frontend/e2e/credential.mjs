// Lets a library that knows nothing of us say what is wrong with an Open Badges 3.0 credential.
import { verifyCredential } from '@digitalcredentials/verifier-core'
import { openBadgesSemanticSuite } from '@digitalcredentials/verifier-core/openbadges'

/**
 * @param {any} credential
 * @param {any} issuer the document in which the keys of a did:web are published
 * @returns {Promise<string[]>}
 */
export async function verified(credential, issuer) {
  const host = decodeURIComponent(issuer.id.replace('did:web:', ''))
  const httpGetService = {
    // The library asks over TLS only; what a server here publishes is handed to it instead.
    get: async (/** @type {string} */ url) =>
      url === `https://${host}/.well-known/did.json`
        ? { status: 200, headers: new Headers(), body: structuredClone(issuer) }
        : { status: 404, headers: new Headers(), body: {} },
  }
  const { verified: good, results } = await verifyCredential({
    credential,
    registries: [],
    httpGetService,
    additionalSuites: [openBadgesSemanticSuite],
  })
  const faults = results.flatMap(({ outcome }) => (outcome.status === 'failure' ? outcome.problems : []))
  if (good !== (faults.length === 0)) throw new Error(`verified: ${good}, but ${JSON.stringify(results)}`)
  return faults.map(({ title, detail }) => `${title}: ${detail}`)
}
