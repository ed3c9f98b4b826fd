import type { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { Failure, FailureClass } from "@ektola/domain/messaging/Failure"
import type { InboundMessage } from "@ektola/domain/messaging/InboundMessage"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import { fromSend, MessageSender, type SendOutcome, type SendRequest } from "@ektola/domain/ports/MessageSender"
import type { Parsed } from "@ektola/domain/ports/WebhookParser"
import type { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Chance } from "./Chance.js"
import type { VirtualTime } from "./VirtualTime.js"

/** What WhatsApp knows of one POST. Times are epoch milliseconds; null: it never happened. */
export interface Fate {
  readonly request: SendRequest
  readonly arrivedAt: number
  readonly wamid: string
  readonly accepted: boolean
  readonly refusal: Failure | null
  /** What happens to an accepted message on its way; nobody sees it then, or only although WhatsApp said so. */
  readonly failure: Failure | null
  readonly deliveredAt: number | null
  readonly readAt: number | null
}

/** A body on its way to us, with the statuses in it. */
export interface Post {
  readonly at: number
  readonly body: string
}

/** How often WhatsApp does what, as weights and probabilities. */
export interface Habits {
  readonly answers: Readonly<Record<"ACCEPT" | "REFUSE" | "NOT_WRITTEN" | "CONFUSED", number>>
  readonly answerLost: number
  readonly course: Readonly<
    Record<"READ" | "DELIVERED" | "SENT" | "FAILED" | "STOPPED" | "DEFERRED" | "DELIVERED_AFTER_ALL", number>
  >
  readonly missing: number
  readonly duplicated: number
  readonly slow: number
}

export const goodHabits: Habits = {
  answers: { ACCEPT: 1, REFUSE: 0, NOT_WRITTEN: 0, CONFUSED: 0 },
  answerLost: 0,
  course: { READ: 1, DELIVERED: 1, SENT: 0, FAILED: 0, STOPPED: 0, DEFERRED: 0, DELIVERED_AFTER_ALL: 0 },
  missing: 0,
  duplicated: 0,
  slow: 0
}

/** The habits of a seed: some of them bad, and how bad. */
export const someHabits = (chance: Chance): Habits => ({
  answers: {
    ACCEPT: 3,
    REFUSE: chance.sometimes(2),
    NOT_WRITTEN: chance.sometimes(1),
    CONFUSED: chance.sometimes(1)
  },
  answerLost: chance.sometimes(0.4),
  course: {
    READ: 3,
    DELIVERED: 2,
    SENT: chance.sometimes(1),
    FAILED: chance.sometimes(1),
    STOPPED: chance.sometimes(0.5),
    DEFERRED: chance.sometimes(2),
    DELIVERED_AFTER_ALL: chance.sometimes(1)
  },
  missing: chance.sometimes(0.3),
  duplicated: chance.sometimes(0.5),
  slow: chance.sometimes(0.5)
})

const failure = (failureClass: FailureClass, code: number): Failure => ({
  class: failureClass,
  code,
  reason: `answered ${code}`,
  traceId: null
})

const refusals: Readonly<Record<string, readonly [Failure, weight: number]>> = {
  throughput: [failure("THROUGHPUT", 130429), 4],
  pair: [failure("PAIR", 131056), 3],
  app: [failure("APP_THROUGHPUT", 4), 2],
  maintenance: [failure("RETRY", 131057), 2],
  recipient: [failure("RECIPIENT", 131021), 3],
  message: [failure("MESSAGE", 132005), 2],
  template: [failure("TEMPLATE", 132000), 0.5],
  pausedTemplate: [failure("TEMPLATE", 132015), 2],
  missingTemplate: [failure("TEMPLATE", 132001), 0.3],
  disabledTemplate: [failure("TEMPLATE", 132016), 0.2],
  stopped: [failure("OPTED_OUT", 131050), 1],
  payment: [failure("PAYMENT", 131042), 1],
  policy: [failure("POLICY", 131048), 0.5]
}

const expired = failure("ACCOUNT", 190)

/** The Cloud API with a memory of its own: what it accepted, refused and delivered is the truth of the simulation. */
export class FakeWhatsApp {
  readonly fates: Array<Fate> = []
  readonly posts: Array<Post> = []
  /** Numbers whose token has expired. */
  readonly expired = new Set<string>()
  habits: Habits = goodHabits
  private said = 0

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly onPost: (request: SendRequest) => void,
    private readonly tell: (line: string) => void
  ) {}

  readonly layer = Layer.sync(MessageSender, () => fromSend((request) => this.send(request)))

  /** Bodies that are due, out of the queue. */
  takeDue(): ReadonlyArray<Post> {
    const due = this.posts.filter(({ at }) => at <= this.time.now)
    for (const post of due) this.posts.splice(this.posts.indexOf(post), 1)
    return due
  }

  /** Somebody writes to a number; answers the message's id and the time that WhatsApp gives it. */
  say(text: string, phone: PhoneNumber, phoneNumberId: PhoneNumberId): { readonly id: string; readonly at: number } {
    const at = Math.floor(this.time.now / 1000) * 1000
    const message = {
      id: `wamid.in.${++this.said}`,
      phoneNumberId,
      phone,
      kind: "text",
      waUserId: null,
      at,
      text,
      payload: null,
      answers: null,
      newPhone: null
    }
    const post = {
      at: this.time.now + this.chance.between(100, 5_000),
      body: write({ statuses: [], inbound: [message] })
    }
    this.posts.push(post)
    if (this.chance.happens(this.habits.duplicated)) this.posts.push({ ...post, at: post.at + 60_000 })
    return { id: message.id, at }
  }

  private send(request: SendRequest): Effect.Effect<SendOutcome> {
    return Effect.gen(this, function*() {
      yield* this.wait([20, 900])
      const kind = this.chance.weighted(this.habits.answers)
      if (kind === "NOT_WRITTEN") return { _tag: "NotWritten", reason: "connection refused" }
      this.onPost(request)
      const fate = this.decide(request, kind)
      this.fates.push(fate)
      this.tell(`WhatsApp: ${describe(fate)}`)
      if (fate.accepted) this.report(fate)
      if (this.chance.happens(this.habits.answerLost)) {
        yield* this.wait([1_000, 40_000])
        return { _tag: "Ambiguous", reason: "no answer" }
      }
      yield* this.wait([20, 1_500])
      return fate.refusal !== null
        ? { _tag: "Rejected", failure: fate.refusal, retryAfter: this.retryAfter(fate.refusal) }
        : fate.accepted
        ? { _tag: "Accepted", wamid: fate.wamid, held: false }
        : { _tag: "Ambiguous", reason: "answered with HTML" }
    })
  }

  private wait(range: readonly [number, number]): Effect.Effect<void> {
    return Effect.suspend(() => Effect.sleep(Duration.millis(this.chance.between(...range))))
  }

  private retryAfter({ class: failureClass }: Failure): Duration.Duration | null {
    return failureClass === "THROUGHPUT" && this.chance.happens(0.3) ? Duration.seconds(20) : null
  }

  private decide(request: SendRequest, kind: "ACCEPT" | "REFUSE" | "CONFUSED"): Fate {
    const now = this.time.now
    const fate: Fate = {
      request,
      arrivedAt: now,
      wamid: `wamid.${this.fates.length + 1}`,
      accepted: false,
      refusal: null,
      failure: null,
      deliveredAt: null,
      readAt: null
    }
    if (this.expired.has(request.phoneNumberId)) return { ...fate, refusal: expired }
    if (kind === "CONFUSED") return { ...fate, accepted: this.chance.happens(0.5) }
    if (kind === "REFUSE") {
      const weights = Object.fromEntries(Object.entries(refusals).map(([name, [, weight]]) => [name, weight]))
      return { ...fate, refusal: refusals[this.chance.weighted(weights)]?.[0] ?? null }
    }
    const later = (most: number) => this.chance.between(500, this.chance.happens(this.habits.slow) ? most * 60 : most)
    const course = this.chance.weighted(this.habits.course)
    const accepted = { ...fate, accepted: true }
    switch (course) {
      case "SENT":
        return accepted
      case "FAILED":
        return { ...accepted, failure: failure("RECIPIENT", 131026) }
      case "STOPPED":
        return { ...accepted, failure: failure("OPTED_OUT", 131050) }
      case "DEFERRED":
        return { ...accepted, failure: failure("DEFER", 131049) }
      case "DELIVERED_AFTER_ALL":
        return {
          ...accepted,
          failure: failure("DEFER", 131049),
          deliveredAt: now + this.chance.between(1_000, 3_600_000)
        }
      case "DELIVERED":
        return { ...accepted, deliveredAt: now + later(20_000) }
      case "READ": {
        const deliveredAt = now + later(20_000)
        return { ...accepted, deliveredAt, readAt: deliveredAt + later(60_000) }
      }
    }
  }

  private report(fate: Fate): void {
    const statuses = [
      this.status(fate, "sent", fate.arrivedAt + 300),
      ...fate.failure === null ? [] : [this.status(fate, "failed", fate.arrivedAt + this.chance.between(400, 90_000))],
      ...fate.deliveredAt === null ? [] : [this.status(fate, "delivered", fate.deliveredAt)],
      ...fate.readAt === null ? [] : [this.status(fate, "read", fate.readAt)]
    ]
    for (const status of statuses) {
      if (this.chance.happens(this.habits.missing)) continue
      const copies = this.chance.happens(this.habits.duplicated) ? this.chance.between(2, 3) : 1
      for (let copy = 0; copy < copies; copy++) this.posts.push(this.post(status, fate))
    }
  }

  private post(status: Wire, fate: Fate): Post {
    const hour = 3_600_000
    const { chance, habits } = this
    // What was delivered after all is sometimes told when it was given up and tried again.
    const delay = fate.failure !== null && status.status === "delivered" && chance.happens(0.5)
      ? chance.between(20 * hour, 40 * hour)
      : chance.happens(habits.slow)
      ? chance.between(1_000, chance.pick([4, 4, 30]) * hour)
      : 200
    return { at: status.occurredAt + 1_000 + delay, body: write({ statuses: [status], inbound: [] }) }
  }

  private status(fate: Fate, status: string, at: number): Wire {
    const { recipient, phoneNumberId, token } = fate.request
    return {
      phoneNumberId,
      wabaId: null,
      wamid: fate.wamid,
      token,
      status,
      // WhatsApp tells whole seconds.
      occurredAt: Math.floor(at / 1000) * 1000,
      recipientPhone: recipient._tag === "Phone" ? recipient.phone.slice(1) : null,
      waUserId: null,
      failure: status === "failed" ? fate.failure : null
    }
  }
}

const write = (body: Body): string => JSON.stringify(body)

type Wire = Omit<StatusUpdate, "occurredAt"> & { readonly occurredAt: number }

interface Body {
  readonly statuses: ReadonlyArray<Wire>
  readonly inbound: ReadonlyArray<Omit<InboundMessage, "at"> & { readonly at: number }>
}

/** What is in a body, as the parser port gives it. */
export const read = (body: string): Pick<Parsed, "statuses" | "inbound" | "preferences"> => {
  const { inbound, statuses } = JSON.parse(body) as Body
  return {
    statuses: statuses.map((status) => ({ ...status, occurredAt: DateTime.unsafeMake(status.occurredAt) })),
    inbound: inbound.map((message) => ({ ...message, at: DateTime.unsafeMake(message.at) })),
    preferences: []
  }
}

const describe = ({ accepted, deliveredAt, failure, readAt, refusal, request, wamid }: Fate): string => {
  const course = refusal !== null
    ? `refused ${refusal.code}`
    : !accepted
    ? "answered nonsense, not accepted"
    : failure !== null
    ? `accepted, will fail ${failure.code}`
    : `accepted, ${readAt !== null ? "will be read" : deliveredAt !== null ? "will be delivered" : "stays sent"}`
  return `${wamid} ${request.token} ${course}`
}
