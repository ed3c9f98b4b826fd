/**
 * What WhatsApp says by itself of a translation in a WABA, and what is known afterwards. Its webhooks come late, twice and
 * in any order (Meta, "Webhooks": retried for up to 7 days), so each fact remembers when it was said, and the latest word
 * about it stands. Applying events in any order, any number of times, ends in the same approval.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import type { WabaId } from "../tenancy/WhatsAppAccount.js"
import type { Category, WabaTemplate } from "./Template.js"

/**
 * The translation it is about, as WhatsApp names it, and when it was said, which has whole seconds. `language` is its code
 * with an underscore (`en_US`).
 *
 * @since 0.1.0
 * @category model
 */
export interface Subject {
  readonly wabaId: WabaId
  readonly name: string
  readonly language: string
  readonly at: DateTime.Utc
}

/**
 * Status: WhatsApp's word for it, with the category it has. Quality: its score. Category: which one it has (null when that
 * is none of ours), and which one it gets at `dueAt`, null when it keeps it.
 *
 * @since 0.1.0
 * @category model
 */
export type TemplateEvent =
  & Subject
  & (
    | {
      readonly _tag: "Status"
      readonly status: string
      readonly reason: string | null
      readonly category: Category | null
    }
    | { readonly _tag: "Quality"; readonly score: string }
    | {
      readonly _tag: "Category"
      readonly category: Category | null
      readonly next: Category | null
      readonly dueAt: DateTime.Utc | null
    }
  )

/**
 * Our own word for the status of a translation of which WhatsApp has told something else, and no verdict yet. It sends
 * nothing, as every word but APPROVED.
 *
 * @since 0.1.0
 * @category constants
 */
export const unjudged = "UNKNOWN"

/**
 * What is known of a translation before WhatsApp has said anything: any word is later than this.
 *
 * @since 0.1.0
 * @category constructors
 */
export const silence = (
  about: Pick<WabaTemplate, "jewellerId" | "wabaId" | "templateId" | "translationId" | "language" | "category">
): WabaTemplate => ({
  ...about,
  status: unjudged,
  reason: null,
  changedAt: DateTime.unsafeMake(0),
  categoryAt: null,
  quality: null,
  notice: null
})

/**
 * The approval after an event; the same value when the event tells nothing new.
 *
 * @since 0.1.0
 * @category rules
 */
export const apply = (approval: WabaTemplate, event: TemplateEvent): WabaTemplate => {
  switch (event._tag) {
    case "Status":
      return applyCategory(applyStatus(approval, event), event)
    case "Quality": {
      const told = { score: event.score, at: event.at }
      return isLater(told, approval.quality, event.score > (approval.quality?.score ?? ""))
        ? { ...approval, quality: told }
        : approval
    }
    case "Category": {
      const { at, dueAt, next } = event
      const judged = applyCategory(approval, event)
      const notice = { category: next, dueAt, at }
      return isLater(notice, approval.notice, urgency(notice) > urgency(approval.notice))
        ? { ...judged, notice }
        : judged
    }
  }
}

const applyStatus = (approval: WabaTemplate, event: TemplateEvent & { readonly _tag: "Status" }): WabaTemplate =>
  isLater(event, { at: approval.changedAt }, isFurther(event.status, approval.status))
    ? { ...approval, status: event.status, reason: event.reason, changedAt: event.at }
    : approval

// Of one second the stricter one: nobody gets promotions as a reminder.
const applyCategory = (
  approval: WabaTemplate,
  { at, category }: { readonly at: DateTime.Utc; readonly category: Category | null }
): WabaTemplate => {
  const known = approval.categoryAt === null ? null : { at: approval.categoryAt }
  return category !== null && isLater({ at }, known, category === "MARKETING" && approval.category !== category)
    ? { ...approval, category, categoryAt: at }
    : approval
}

// Of one second a change that is done counts more than its notice, and MARKETING more than UTILITY.
const urgency = (notice: WabaTemplate["notice"]): string =>
  notice === null || notice.category === null
    ? "Z"
    : `${notice.category === "MARKETING" ? "B" : "A"} ${notice.dueAt === null ? "" : DateTime.formatIso(notice.dueAt)}`

type Told = { readonly at: DateTime.Utc }

const isLater = (told: Told, known: Told | null, winsTie: boolean): boolean =>
  known === null || DateTime.greaterThan(told.at, known.at) ||
  (DateTime.Equivalence(told.at, known.at) && winsTie)

// Of one second the later stage stands: a review comes before its verdict, a verdict before what interrupts it, and that
// before what ends it, which is any other word.
const stages: ReadonlyArray<ReadonlySet<string>> = [
  new Set([unjudged]),
  new Set(["PENDING", "IN_APPEAL"]),
  new Set(["APPROVED", "REJECTED", "REINSTATED", "UNARCHIVED"]),
  new Set(["FLAGGED", "PAUSED", "LIMIT_EXCEEDED", "LOCKED"])
]

const isFurther = (status: string, than: string): boolean => {
  const stage = (word: string) => {
    const found = stages.findIndex((words) => words.has(word.toUpperCase()))
    return found === -1 ? stages.length : found
  }
  return stage(status) === stage(than) ? status > than : stage(status) > stage(than)
}
