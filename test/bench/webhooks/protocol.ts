/** What the bench and its load generator say to each other. */

/** A message of ours that WhatsApp has accepted, as its statuses name it. */
export interface Accepted {
  readonly wabaId: string
  readonly phoneNumberId: string
  readonly displayPhoneNumber: string
  readonly recipient: string
  readonly userId: string
  readonly token: string
  readonly wamid: string
}

export type Order =
  /** Makes and signs the bodies of `sent`, `delivered` and `read` of these, ten to a POST, of one sender each. */
  | { readonly _tag: "Prepare"; readonly messages: ReadonlyArray<Accepted>; readonly secret: string }
  /** Every body at its own instant, whether or not the ones before are answered. */
  | { readonly _tag: "Open"; readonly url: string; readonly perSecond: number }
  /** The next body of each connection as soon as the one before is answered. */
  | { readonly _tag: "Flat"; readonly url: string; readonly connections: number }

/** Milliseconds from the instant at which a POST was due. */
export interface Answers {
  readonly posts: number
  readonly refused: number
  readonly seconds: number
  readonly p50: number
  readonly p99: number
}
