import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Inbox } from "@ektola/domain/messaging/Inbox"
import { Administration, type Overview } from "@ektola/domain/tenancy/Administration"
import type * as Domain from "@ektola/domain/tenancy/Jeweller"
import type { SendingStop as Stop } from "@ektola/domain/tenancy/SendingStop"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import { JewellerNotFound } from "@ektola/domain/tenancy/TenancyError"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import {
  AuditEntry,
  DeadMail,
  JewellerCounts,
  JewellerOverview,
  Note,
  SendingStop,
  SetAsideWebhook
} from "../../contract/AdminApi.js"
import { Api } from "../../contract/Api.js"
import { Jeweller, User } from "../../contract/AuthApi.js"
import * as Paging from "../../contract/Paging.js"
import { WhatsAppAccount } from "../../contract/WhatsAppAccountApi.js"
import { answerTo } from "../answer.js"

const toWire = (jeweller: Domain.Jeweller) => new Jeweller(jeweller, true)

const stopsToWire = (stops: ReadonlyArray<Stop>) => ({ items: stops.map((stop) => new SendingStop(stop, true)) })

// Of a stop of everybody no jeweller can be unknown.
const nobodyIsNamed = <A, E, R>(all: Effect.Effect<A, E | JewellerNotFound, R>) =>
  Effect.catchIf(all, (error): error is JewellerNotFound => error instanceof JewellerNotFound, Effect.die)

const overviewToWire = ({ account, jeweller, notes, owners, stops, usage }: Overview) =>
  new JewellerOverview({
    jeweller: toWire(jeweller),
    owners: owners.map((owner) => new User(owner, true)),
    whatsApp: account === null ? null : new WhatsAppAccount(account, true),
    usage: { ...usage, ...usage.figures },
    notes: notes.map((note) => new Note(note, true)),
    stops: stopsToWire(stops).items
  }, true)

export const layer = HttpApiBuilder.group(Api, "admin", (handlers) =>
  Effect.gen(function*() {
    const administration = yield* Administration
    const tenancy = yield* Tenancy
    const inbox = yield* Inbox
    return handlers
      .handle("listJewellers", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) =>
            administration.listJewellers(principal, {
              status: Option.getOrNull(urlParams.status),
              search: Option.getOrNull(urlParams.search)
            }, Paging.toRequest(urlParams))
          ),
          (page) => Paging.toPage(page, toWire)
        ))
      .handle("countJewellers", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) => administration.countJewellers(principal, Option.getOrNull(urlParams.search))),
          (counts) => new JewellerCounts(counts, true)
        ))
      .handle("getJeweller", ({ path }) =>
        Effect.map(
          answerTo((principal) => administration.getJeweller(principal, path.jewellerId)),
          overviewToWire
        ))
      .handle("addJewellerNote", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => administration.addNote(principal, path.jewellerId, payload.text)),
          (note) => new Note(note, true)
        ))
      .handle("listStops", () => Effect.map(answerTo(administration.listStops), stopsToWire))
      .handle("stopSending", ({ payload }) =>
        Effect.map(
          nobodyIsNamed(answerTo((principal) => administration.stopSending(principal, null, payload.reason))),
          stopsToWire
        ))
      .handle("releaseSending", () =>
        Effect.map(
          nobodyIsNamed(answerTo((principal) => administration.releaseSending(principal, null))),
          stopsToWire
        ))
      .handle("stopJeweller", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => administration.stopSending(principal, path.jewellerId, payload.reason)),
          stopsToWire
        ))
      .handle("releaseJeweller", ({ path }) =>
        Effect.map(
          answerTo((principal) => administration.releaseSending(principal, path.jewellerId)),
          stopsToWire
        ))
      .handle("listAudit", ({ urlParams: { action, actorId, jewellerId, ...page } }) =>
        Effect.map(
          answerTo((principal) =>
            administration.listAudit(principal, {
              action: Option.getOrNull(action),
              actorId: Option.getOrNull(actorId),
              jewellerId: Option.getOrNull(jewellerId)
            }, Paging.toRequest(page))
          ),
          (found) => Paging.toPage(found, (entry) => new AuditEntry(entry, true))
        ))
      .handle("listDeadMails", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) => administration.listDeadMails(principal, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, (mail) => new DeadMail(mail, true))
        ))
      .handle("approveJeweller", ({ path }) =>
        Effect.map(answerTo((principal) => tenancy.approve(principal, path.jewellerId)), toWire))
      .handle("rejectJeweller", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) =>
            tenancy.reject(principal, path.jewellerId, payload.reason)
          ),
          toWire
        ))
      .handle("suspendJeweller", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => tenancy.suspend(principal, path.jewellerId, payload.reason)),
          toWire
        ))
      .handle("activateJeweller", ({ path }) =>
        Effect.map(
          answerTo((principal) => tenancy.activate(principal, path.jewellerId)),
          toWire
        ))
      .handle("listSetAsideWebhooks", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) => inbox.listSetAside(principal, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, (event) => new SetAsideWebhook(event, true))
        ))
  }))
