export function verified(credential: unknown, issuer: unknown): Promise<string[]>
