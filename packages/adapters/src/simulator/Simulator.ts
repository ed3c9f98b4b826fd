/**
 * A WhatsApp Cloud API to develop and test against: it checks requests as strictly as WhatsApp does, tells statuses by
 * signed webhooks, and has seeded faults. It sends nothing to anybody.
 *
 * @since 0.1.0
 */
import type { Answer, Exchange } from "./Answer.js"
import * as Catalogue from "./Catalogue.js"
import * as Control from "./Control.js"
import * as Faults from "./Faults.js"
import * as Graph from "./Graph.js"
import { bodyOf } from "./internal/json.js"
import { fromRequest, toResponse } from "./internal/web.js"
import * as Journal from "./Journal.js"
import * as Media from "./Media.js"
import * as Random from "./Random.js"
import * as SendCheck from "./SendCheck.js"
import * as SendReply from "./SendReply.js"
import * as Statuses from "./Statuses.js"
import * as Timeline from "./Timeline.js"
import * as Timers from "./Timers.js"
import * as WebhookOutbox from "./WebhookOutbox.js"

/**
 * - `seed` decides every fate and delay
 * - `faults` are none by default: everything is sent, delivered and read
 * - `statusDelay`, `answerDelay` are in milliseconds
 * - `fateBy`: "RECIPIENT" makes a fate depend on sender, recipient and the number of the try to them, and so is the
 *   same in every run; "TOKEN" makes it depend on recipient and token, and so on nothing that happened before
 * - `log` keeps everything, or the newest so many entries
 * - `timers`, `deliver` replace the machine's clock and the network of webhooks
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly seed?: number | undefined
  readonly faults?: Faults.Probabilities | undefined
  readonly statusDelay?: Partial<Timeline.Delays> | undefined
  readonly answerDelay?: Random.Range | undefined
  readonly fateBy?: "RECIPIENT" | "TOKEN" | undefined
  readonly webhooks?: Partial<WebhookOutbox.Options> | undefined
  readonly log?: "ALL" | number | undefined
  readonly timers?: Timers.Timers | undefined
  readonly deliver?: WebhookOutbox.Deliver | undefined
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Simulator {
  /** Answers a web request. A hanging answer never comes; a cut connection is a network error. */
  readonly handle: (request: Request) => Promise<Response>
  /** The same below any transport. */
  readonly exchange: (exchange: Exchange) => Promise<Answer>
  readonly register: (account: Catalogue.Account) => void
  readonly registerTemplate: (wabaId: string, template: Catalogue.Template) => void
  /** As WhatsApp does it after a review or bad feedback: a paused one is refused with 132015 from now on. It throws when
   * there is no such template. */
  readonly setTemplateStatus: (
    wabaId: string,
    name: string,
    language: string,
    status: Catalogue.Template["status"]
  ) => void
  readonly configureWaba: (wabaId: string, change: Partial<Catalogue.Waba>) => void
  /** A file that was uploaded, by the id that it got. */
  readonly media: (id: string) => Media.StoredMedia | undefined
  /** From now on the token is answered with 190, until an account is registered with it again. */
  readonly expireToken: (accessToken: string) => void
  /** Every number of the old token has the new one, and the old one is answered with 190. */
  readonly reissueToken: (accessToken: string, replacement: string) => void
  /** Replaces the probabilities of all faults. It throws when they make no sense. */
  readonly setFaults: (probabilities: Faults.Probabilities) => void
  /** Fixes the fates of the next tries to a recipient, one list of faults per try; later tries are drawn again. */
  readonly script: (recipient: string, ...tries: ReadonlyArray<ReadonlyArray<Faults.Fault>>) => void
  readonly log: (after?: number) => ReadonlyArray<Journal.Entry>
  readonly logSize: () => number
  readonly seen: (by: Journal.Grouping) => ReadonlyArray<Journal.Seen>
  /** Resolves when every status has happened and every webhook was delivered or given up. */
  readonly idle: () => Promise<void>
  /** Stops statuses and webhooks, and ends answers that hang. */
  readonly close: () => Promise<void>
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const make = (options: Options = {}): Simulator => {
  const seed = options.seed ?? 1
  const timers = options.timers ?? Timers.system
  const catalogue = Catalogue.make()
  const media = Media.make()
  const journal = Journal.make(options.log ?? "ALL")
  const statuses = Statuses.make({
    timers,
    delays: { ...Timeline.defaultDelays, ...options.statusDelay },
    webhooks: { ...WebhookOutbox.defaultOptions, ...options.webhooks },
    deliver: options.deliver,
    draw: (key, range) => Random.within(seed, key, range),
    journal
  })
  const tries = new Map<string, number>()
  const scripts = new Map<string, Array<ReadonlyArray<Faults.Fault>>>()
  const closing = new AbortController()
  // Two runs on one database must not give the same message ids.
  const epoch = timers.now().toString(36)
  let probabilities: Faults.Probabilities = {}
  let traces = 0

  const setFaults = (next: Faults.Probabilities): void => {
    const refused = Faults.refuse(next)
    if (refused !== null) throw new TypeError(refused)
    probabilities = next
  }
  setFaults(options.faults ?? {})

  const fateOf = (phoneNumberId: string, send: SendCheck.Send, nth: number): Faults.Fate => {
    const scripted = scripts.get(send.recipient)?.shift()
    if (scripted !== undefined) return Faults.fateFrom(scripted)
    return Faults.fateOf(probabilities, seed, {
      person: send.recipient,
      attempt: attemptKey(options.fateBy, phoneNumberId, send, nth)
    })
  }

  const send = (account: Catalogue.Account, send: SendCheck.Send, version: string): Answer => {
    const person = `${account.phoneNumberId} ${send.recipient}`
    const nth = (tries.get(person) ?? 0) + 1
    tries.set(person, nth)
    const fate = fateOf(account.phoneNumberId, send, nth)
    const accepted = fate.answer === null || fate.answer.endsWith("_AFTER_ACCEPT")
    const wamid = accepted ? `wamid.${Buffer.from(`${epoch}.${person}.${nth}`).toString("base64")}` : null
    const answer = SendReply.make({ fate, send, wamid, version, traceId: world.trace() })
    if (wamid !== null) {
      const key = attemptKey(options.fateBy, account.phoneNumberId, send, nth)
      statuses.begin({ account, send, wamid, fate, key })
    }
    journal.add({
      _tag: "Send",
      at: timers.now(),
      phoneNumberId: account.phoneNumberId,
      recipient: send.recipient,
      token: send.token,
      template: send.template.template.name,
      language: send.template.template.language,
      parameters: [...send.template.header, ...send.template.body],
      accepted,
      wamid,
      httpStatus: answer._tag === "Respond" ? answer.status : null,
      faults: [fate.answer, fate.course, ...fate.disturbances].filter((fault) => fault !== null)
    })
    return answer
  }

  const world: Graph.World = {
    catalogue,
    media,
    apps: new Map(),
    send: (account, exchange, endpoint, version) => {
      const checked = SendCheck.check(bodyOf(exchange), endpoint, { account, catalogue, media })
      return "refused" in checked ? checked : send(account, checked.send, version)
    },
    refused: (path, { code, details }) => journal.add({ _tag: "Refused", at: timers.now(), path, code, details }),
    trace: () => `A${(traces++).toString(36).padStart(12, "0")}`
  }

  const simulator: Simulator = {
    exchange: async (exchange) => {
      if (exchange.path.startsWith(Control.prefix)) return Control.handle(simulator, exchange)
      const answer = await Graph.handle(world, exchange)
      const [, number = ""] = /^\/v\d+\.\d+\/(\d+)/.exec(exchange.path) ?? []
      const delay = catalogue.account(number)?.answerDelay ?? options.answerDelay
      if (delay !== undefined) {
        const millis = Random.within(seed, exchange.body, delay)
        await new Promise<void>((resolve) => timers.after(millis, resolve))
      }
      return answer
    },
    handle: async (request) =>
      toResponse(await simulator.exchange(await fromRequest(request)), [request.signal, closing.signal]),
    register: catalogue.register,
    registerTemplate: catalogue.registerTemplate,
    setTemplateStatus: (wabaId, name, language, status) => {
      const template = catalogue.template(wabaId, name, language)
      if (template === undefined) throw new TypeError(`there is no template ${name} in ${language}`)
      catalogue.registerTemplate(wabaId, { ...template, status })
    },
    configureWaba: catalogue.configureWaba,
    media: media.find,
    expireToken: catalogue.expire,
    reissueToken: catalogue.reissueToken,
    setFaults,
    script: (recipient, ...fates) => {
      scripts.set(recipient, [...(scripts.get(recipient) ?? []), ...fates])
    },
    log: journal.log,
    logSize: journal.size,
    seen: journal.seen,
    idle: statuses.idle,
    close: async () => {
      closing.abort()
      await statuses.close()
    }
  }
  return simulator
}

const attemptKey = (by: Options["fateBy"], phoneNumberId: string, send: SendCheck.Send, nth: number): string =>
  by === "TOKEN"
    ? `${send.recipient} ${send.token ?? nth}`
    : `${phoneNumberId} ${send.recipient} ${nth}`
