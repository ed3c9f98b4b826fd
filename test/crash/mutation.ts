/** A fault planted into the domain of the workers; the suite has to find what comes of it. */
export interface Mutation {
  readonly name: string
  /** Files below packages/domain/src. */
  readonly changes: ReadonlyArray<{ readonly file: string; readonly from: string; readonly to: string }>
}

const shared = "const unmarked = ((globalThis as any).unmarked ??= new Map())"

/** What _begin_ would have stored waits in memory until the answer is there. */
export const markedAfterThePost: Mutation = {
  name: "the attempt is marked after the POST",
  changes: [
    {
      file: "messaging/internal/beginMessages.ts",
      from: "const stored = yield* deps.messages.saveBegun(deps.owner, first.sends.map(changeOf))",
      to: `
        ${shared}
        for (const send of first.sends) unmarked.set(send.stored.message.id, changeOf(send))
        const stored = first.sends.map((send) => send.stored.message.id)
      `
    },
    {
      file: "messaging/internal/recordOutcomes.ts",
      from: "const first = recordedOf(",
      to: `
        ${shared}
        for (const id of byMessage.keys()) {
          const change = unmarked.get(id)
          if (change !== undefined) yield* deps.messages.save([change]).pipe(Effect.catchAllDefect(() => Effect.void))
          unmarked.delete(id)
        }
        const first = recordedOf(
      `
    }
  ]
}
