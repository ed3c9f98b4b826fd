export interface Tokens {
  readonly issue: (accessToken: string) => void
  /** From now on the token is answered with 190, until it is issued again. */
  readonly expire: (accessToken: string) => void
  readonly isLive: (accessToken: string) => boolean
  readonly isKnown: (accessToken: string) => boolean
}

export const make = (): Tokens => {
  const live = new Map<string, boolean>()
  return {
    issue: (accessToken) => void live.set(accessToken, true),
    expire: (accessToken) => void live.set(accessToken, false),
    isLive: (accessToken) => live.get(accessToken) === true,
    isKnown: (accessToken) => live.has(accessToken)
  }
}
