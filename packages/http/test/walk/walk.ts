import { randomUUID } from "node:crypto"
import type { Place, Route } from "./Route.js"

export interface Answered {
  readonly status: number
  readonly body: any
}

/** The ids at the places of a request, by the name of the place. */
export type Given = ReadonlyMap<Place, string | ReadonlyArray<string>>

/** What the walk stands on: two tenants, and what it has to know of each. */
export interface Ground {
  /** The request of the stranger, with these ids in it. */
  readonly ask: (route: Route, given: Given) => Promise<Answered>
  /** An id of the other tenant by the name of its place; undefined when the ground has none. */
  readonly foreign: (route: Route, name: string) => string | undefined
  /** An id of the stranger's own. A `fresh` one was not used before, for requests that use it up. */
  readonly own: (route: Route, name: string, fresh: boolean) => Promise<string | undefined>
  /** All that is stored of the other tenant. */
  readonly stored: () => Promise<string>
}

/**
 * Asks with ids of another tenant at every place of the route, alone beside own ones and all together, and, where many are
 * taken, behind and before an own one. What is answered differently from an unknown id, or changes anything of the other
 * tenant, is told in a sentence. Throws for a place whose ids the ground does not know: a new route must be walked too.
 */
export const walk = async (route: Route, ground: Ground): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = []
  const compare = async (what: string, foreign: Given, unknown: Given) => {
    const before = await ground.stored()
    const answers = [seen(await ground.ask(route, foreign), foreign), seen(await ground.ask(route, unknown), unknown)]
    const told = answers.map((answer) => JSON.stringify(answer))
    if (told[0] !== told[1]) found.push(`${what} is answered with ${told[0]}, an unknown one with ${told[1]}`)
    if (answers[0]!.status < 400 && !what.includes("own")) found.push(`${what} is answered with ${answers[0]!.status}`)
    if (await ground.stored() !== before) found.push(`${what} changes something of the other tenant`)
  }

  const foreignOf = (place: Place): string => {
    const id = ground.foreign(route, place.name)
    if (id === undefined) throw new Error(`${route.name}: the walk has no ${place.name} of the other tenant`)
    return id
  }
  const ownOf = async (place: Place, fresh = false): Promise<string> => {
    const id = await ground.own(route, place.name, fresh)
    if (id === undefined) {
      throw new Error(`${route.name}: the walk has no ${fresh ? "fresh " : ""}${place.name} of its own`)
    }
    return id
  }
  const others = async (place: Place): Promise<ReadonlyArray<readonly [Place, string | ReadonlyArray<string>]>> =>
    Promise.all(
      route.places.filter((other) => other !== place).map(async (other) => {
        const id = await ownOf(other)
        return [other, other.list ? [id] : id] as const
      })
    )

  if (route.places.length > 1) {
    const all = (id: (place: Place) => string): Given =>
      new Map(route.places.map((place) => [place, place.list ? [id(place)] : id(place)]))
    await compare("all foreign ids", all(foreignOf), all(() => randomUUID()))
  }
  for (const place of route.places) {
    const with_ = async (id: string | ReadonlyArray<string>): Promise<Given> =>
      new Map([...await others(place), [place, id]])
    const foreign = foreignOf(place)
    if (!place.list) {
      await compare(`a foreign ${place.name}`, await with_(foreign), await with_(randomUUID()))
      continue
    }
    await compare(`a foreign ${place.name}`, await with_([foreign]), await with_([randomUUID()]))
    const own = async (before: boolean, id: string) => {
      const mine = await ownOf(place, true)
      return with_(before ? [mine, id] : [id, mine])
    }
    for (const before of [true, false]) {
      await compare(
        `a foreign ${place.name} ${before ? "behind" : "before"} an own one`,
        await own(before, foreign),
        await own(before, randomUUID())
      )
    }
  }
  return found
}

/** What an answer says, without what the caller sent himself and without the request's own id. */
const seen = ({ body, status }: Answered, given: Given): Answered => {
  const ids = [...given.values()].flat()
  const text = ids.reduce((text, id) => text.replaceAll(id, "<id>"), JSON.stringify(body) ?? "")
  return { status, body: text.replaceAll(body?.requestId ?? "<none>", "<request>") }
}
