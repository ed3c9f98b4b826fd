import { assert, describe, it } from "@effect/vitest"
import * as Guard from "@ektola/domain/messaging/Guard"
import { at } from "./fixtures.js"

interface Situation {
  readonly facts: Guard.Facts
  readonly notAfter: ReturnType<typeof at>
}

const fine: Situation = {
  notAfter: at(100),
  facts: {
    jeweller: { status: "ACTIVE", allowedHours: null, zone: "Asia/Kolkata" },
    account: { status: "CONNECTED", resumeAt: null, encryptedToken: "token" },
    campaign: { status: "ACTIVE", category: "UTILITY", whenTemplatePaused: "WAIT" },
    contact: { phone: null, waUserId: null, optOut: null, deletedAt: null },
    suppression: null,
    stopped: false,
    approval: { status: "APPROVED", category: "UTILITY" }
  }
}

interface Fact {
  readonly name: string
  readonly decision: string
  readonly change: (situation: Situation) => Situation
}

const withFacts =
  (change: (facts: Guard.Facts) => Partial<Guard.Facts>) => ({ facts, ...rest }: Situation): Situation => ({
    ...rest,
    facts: { ...facts, ...change(facts) }
  })

/** What stands in the way, in the order in which the guard names it when there are several. */
const facts: ReadonlyArray<Fact> = [
  { name: "its time is over", decision: "EXPIRED", change: (situation) => ({ ...situation, notAfter: at(0) }) },
  { name: "the contact was purged", decision: "CONTACT_DELETED", change: withFacts(() => ({ contact: null })) },
  {
    name: "the contact was deleted",
    decision: "CONTACT_DELETED",
    change: withFacts(({ contact }) => ({ contact: contact && { ...contact, deletedAt: at(-1) } }))
  },
  {
    name: "the jeweller was rejected",
    decision: "JEWELLER_STOPPED",
    change: withFacts(({ jeweller }) => ({ jeweller: { ...jeweller, status: "REJECTED" } }))
  },
  {
    name: "the campaign is over",
    decision: "CAMPAIGN_COMPLETED",
    change: withFacts(({ campaign }) => ({ campaign: { ...campaign, status: "COMPLETED" } }))
  },
  {
    name: "the WABA does not know the template",
    decision: "TEMPLATE_NOT_APPROVED",
    change: withFacts(() => ({ approval: null }))
  },
  ...(["REJECTED", "DISABLED", "LOCKED", "SOMETHING_NEW"] as const).map((status): Fact => ({
    name: `the template is ${status}`,
    decision: "TEMPLATE_NOT_APPROVED",
    change: withFacts(({ approval }) => ({ approval: approval && { ...approval, status } }))
  })),
  ...(["PENDING", "PAUSED", "in_appeal", "FLAGGED", "MISSING"] as const).map((status): Fact => ({
    name: `the template is ${status} and the campaign does not wait`,
    decision: "TEMPLATE_NOT_APPROVED",
    change: withFacts(({ approval, campaign }) => ({
      approval: approval && { ...approval, status },
      campaign: { ...campaign, whenTemplatePaused: "CANCEL" }
    }))
  })),
  {
    name: "the person refused everything",
    decision: "OPTED_OUT",
    change: withFacts(({ contact }) => ({ contact: contact && { ...contact, optOut: "ALL" } }))
  },
  {
    name: "the person refused everything before being a contact",
    decision: "OPTED_OUT",
    change: withFacts(() => ({ suppression: "ALL" }))
  },
  {
    name: "the category was changed",
    decision: "CATEGORY_CHANGED",
    change: withFacts(({ approval }) => ({ approval: approval && { ...approval, category: "MARKETING" } }))
  },
  ...(["PENDING", "SUSPENDED"] as const).map((status): Fact => ({
    name: `the jeweller is ${status}`,
    decision: "Wait",
    // A jeweller that was rejected is not suspended as well.
    change: withFacts(({ jeweller }) => ({
      jeweller: jeweller.status === "REJECTED" ? jeweller : { ...jeweller, status }
    }))
  })),
  { name: "an admin holds sending", decision: "Wait", change: withFacts(() => ({ stopped: true })) },
  {
    name: "the sender is paused",
    decision: "Wait",
    change: withFacts(({ account }) => ({ account: { ...account, status: "PAUSED" } }))
  },
  {
    name: "the sender is tried again only later",
    decision: "Wait",
    change: withFacts(({ account }) => ({ account: { ...account, status: "PAUSED", resumeAt: at(0.001) } }))
  },
  ...(["PAUSED", "DRAFT"] as const).map((status): Fact => ({
    name: `the campaign is ${status}`,
    decision: "Wait",
    change: withFacts(({ campaign }) => ({
      campaign: campaign.status === "COMPLETED" ? campaign : { ...campaign, status }
    }))
  })),
  ...(["PENDING", "PAUSED", "in_appeal", "FLAGGED", "MISSING"] as const).map((status): Fact => ({
    name: `the template is ${status} and the campaign waits`,
    decision: "Postpone",
    change: withFacts(({ approval }) => ({
      // One that was never there, or is gone for good, is not waited for.
      approval: approval?.status === "APPROVED" ? { ...approval, status } : approval
    }))
  })),
  {
    name: "it is night for the jeweller's customers",
    decision: "Postpone",
    change: withFacts(({ jeweller }) => ({ jeweller: { ...jeweller, allowedHours: { from: "00:00", to: "00:01" } } }))
  }
]

const decide = ({ facts, notAfter }: Situation): string => {
  const decision = Guard.decide({ notAfter }, facts, at(0))
  return decision._tag === "Cancel" ? decision.reason : decision._tag
}

describe("Guard.decide", () => {
  it("sends when nothing stands in the way", () => assert.strictEqual(decide(fine), "Send"))

  it.each(facts)("$decision when $name", ({ change, decision }) => {
    assert.strictEqual(decide(change(fine)), decision)
  })

  it("names the first of any two, whichever came first", () => {
    for (const [index, earlier] of facts.entries()) {
      for (const later of facts.slice(index + 1)) {
        const both = `${earlier.name}, ${later.name}`
        assert.strictEqual(decide(later.change(earlier.change(fine))), earlier.decision, both)
      }
    }
  })

  const consent = [
    { optOut: null, category: "UTILITY", decision: "Send" },
    { optOut: null, category: "MARKETING", decision: "Send" },
    { optOut: "MARKETING", category: "UTILITY", decision: "Send" },
    { optOut: "MARKETING", category: "MARKETING", decision: "OPTED_OUT" },
    { optOut: "ALL", category: "UTILITY", decision: "OPTED_OUT" },
    { optOut: "ALL", category: "MARKETING", decision: "OPTED_OUT" }
  ] as const

  it.each(consent)("consent $optOut and $category: $decision", ({ category, decision, optOut }) => {
    const situation = withFacts(({ campaign, contact }) => ({
      campaign: { ...campaign, category },
      approval: { status: "APPROVED", category },
      contact: contact && { ...contact, optOut }
    }))(fine)
    assert.strictEqual(decide(situation), decision)
  })

  it("asks consent for the category that the template has now", () => {
    const becameMarketing = withFacts(({ contact }) => ({
      approval: { status: "APPROVED", category: "MARKETING" },
      contact: contact && { ...contact, optOut: "MARKETING" }
    }))(fine)
    assert.strictEqual(decide(becameMarketing), "OPTED_OUT")
  })

  it("lets a paused sender try from the moment on that it was paused until", () => {
    const since = (seconds: number) =>
      withFacts(({ account }) => ({ account: { ...account, status: "PAUSED", resumeAt: at(seconds) } }))(fine)
    assert.deepStrictEqual([-1, 0, 1].map((seconds) => decide(since(seconds))), ["Send", "Send", "Wait"])
  })

  it("looks again for a paused template after ten minutes, and not before its hours", () => {
    const decision = Guard.decide(
      fine,
      { ...fine.facts, approval: { status: "PAUSED", category: "UTILITY" } },
      at(0)
    )
    assert.deepStrictEqual(decision, { _tag: "Postpone", until: at(600) })
  })

  it("is too late at notAfter, not before", () => {
    assert.strictEqual(decide({ ...fine, notAfter: at(0.001) }), "Send")
    assert.strictEqual(decide({ ...fine, notAfter: at(0) }), "EXPIRED")
  })
})
