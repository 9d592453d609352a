import { ApiError } from '../../api/error'

/**
 * Does `work`; where the server wants to know first that it is really this person, asks for the proof and does it again.
 * Without the proof it fails with the server's refusal, `proof_required`.
 */
export async function withProof<T>(work: () => Promise<T>, ask: () => Promise<boolean>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'proof_required') throw error
    if (!(await ask())) throw error
    return await work()
  }
}
