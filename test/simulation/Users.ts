import { Campaigns, type NewCampaign } from "@ektola/domain/campaigns/Campaigns"
import { Contacts } from "@ektola/domain/contacts/Contacts"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { Schedule } from "@ektola/domain/recurrence/Schedule"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import type { Segment } from "@ektola/domain/segmentation/Segment"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { Chance } from "./Chance.js"
import type { Simulation } from "./Simulation.js"
import { meanings } from "./Words.js"
import { aContact, approve, aShop, connect, phoneOf, type Shop, zone } from "./World.js"

/** One or two shops with customers and campaigns that are under way. */
export const begin = (simulation: Simulation): void => {
  const { chance } = simulation
  for (let number = 1; number <= chance.between(1, 2); number++) {
    const shop = simulation.surely(aShop(number, chance.happens(0.3) ? { from: "08:00", to: "20:00" } : null))
    simulation.shops.push(shop)
    for (let contact = 1; contact <= chance.between(3, 10); contact++) {
      shop.contacts.push(simulation.surely(aContact(shop, someContact(chance, contact))))
    }
    for (let campaign = 1; campaign <= chance.between(1, 2); campaign++) {
      const plan = someCampaign(simulation, shop)
      shop.campaigns.push(
        simulation.surely(
          Effect.flatMap(
            Campaigns,
            ({ activate, create }) => Effect.flatMap(create(shop.owner, plan), ({ id }) => activate(shop.owner, id))
          )
        )
      )
      simulation.tell(`shop ${number} starts ${plan.schedule.kind} for ${plan.segments.join(", ") || "everybody"}`)
    }
  }
}

/** What users do in the middle of it. */
export const act = (simulation: Simulation): void => {
  const { chance } = simulation
  const shop = chance.pick(simulation.shops as [Shop, ...Array<Shop>])
  const campaign = chance.pick(shop.campaigns as [Shop["campaigns"][number]])
  const template = chance.pick(shop.templates)
  const kind = chance.weighted(deeds)
  switch (kind) {
    case "optOut": {
      const contactId = chance.pick(shop.contacts as [Shop["contacts"][number]])
      const scope = chance.pick(["ALL", "MARKETING"] as const)
      const phone = simulation.tables.contacts.get(contactId)?.phone ?? null
      const about = { jewellerId: shop.jewellerId, phone, action: "OPT_OUT", scope, inboundId: null } as const
      const word = simulation.words.note({ ...about, from: simulation.now, to: Infinity })
      return simulation.inWeb(
        `${contactId} opts out of ${scope}`,
        Effect.tap(
          Effect.flatMap(Contacts, ({ optOut }) => optOut(shop.owner, contactId, scope)),
          () => Effect.sync(() => void (word.to = simulation.now))
        )
      )
    }
    case "say": {
      const text = chance.pick(["STOP", "Stop promotions", "START", "please stop by the shop"] as const)
      // The same few more often, so that people change their minds.
      const number = chance.between(1, chance.happens(0.6) ? 3 : shop.contacts.length + 3)
      simulation.tell(`customer ${number} of shop ${shop.number} says ${text}`)
      const phone = phoneOf(shop, number)
      const { at, id } = simulation.whatsApp.say(text, phone, shop.phoneNumberId)
      const meaning = meanings[text]
      const about = { jewellerId: shop.jewellerId, phone, from: at, to: at, inboundId: id }
      if (meaning !== null) simulation.words.note({ ...about, ...meaning })
      return
    }
    case "delete": {
      const contactId = chance.pick(shop.contacts as [Shop["contacts"][number]])
      return simulation.inWeb(`${contactId} is deleted`, deleteContact(contactId))
    }
    case "pause":
      return simulation.inWeb("pause", Effect.flatMap(Campaigns, ({ pause }) => pause(shop.owner, campaign.id)))
    case "resume":
      return simulation.inWeb("resume", Effect.flatMap(Campaigns, ({ activate }) => activate(shop.owner, campaign.id)))
    case "reschedule": {
      const change = { schedule: someSchedule(simulation, campaign.category === "UTILITY"), missedRuns: null }
      simulation.rescheduled.add(campaign.id)
      return simulation.inWeb(
        `reschedule to ${change.schedule.kind}`,
        Effect.flatMap(Campaigns, ({ changeSchedule }) => changeSchedule(shop.owner, campaign.id, change))
      )
    }
    case "template": {
      const status = chance.pick([
        "APPROVED",
        "APPROVED",
        "APPROVED",
        "APPROVED",
        "PAUSED",
        "PAUSED",
        "PENDING",
        "DISABLED"
      ])
      return simulation.inWeb(`${template.name} is ${status}`, approve(shop.jewellerId, template, status))
    }
    case "category": {
      const category = chance.pick([template.category, "MARKETING"] as const)
      return simulation.inWeb(
        `${template.name} is ${category}`,
        approve(shop.jewellerId, template, "APPROVED", category)
      )
    }
    case "expire":
      simulation.tell(`the token of shop ${shop.number} expires`)
      return void simulation.whatsApp.expired.add(shop.phoneNumberId)
    case "reconnect":
      simulation.whatsApp.expired.delete(shop.phoneNumberId)
      return simulation.inWeb("reconnect", connect(shop.owner, shop.number))
    case "suspend":
    case "release": {
      const status = kind === "suspend" ? "SUSPENDED" : "ACTIVE"
      return simulation.inWeb(
        `shop ${shop.number} is ${status}`,
        Effect.flatMap(JewellerStore, ({ setStatus }) => setStatus(shop.jewellerId, status, null))
      )
    }
    case "contact": {
      const contact = someContact(chance, chance.between(1, shop.contacts.length + 3))
      return simulation.inWeb(
        `customer ${contact.number} pays on ${contact.paymentDay}`,
        Effect.tap(
          aContact(shop, contact),
          (id) => Effect.sync(() => shop.contacts.includes(id) || shop.contacts.push(id))
        )
      )
    }
  }
}

const deeds = {
  optOut: 2,
  say: 3,
  delete: 0.5,
  pause: 1,
  resume: 2,
  reschedule: 1,
  template: 3,
  category: 0.5,
  expire: 0.5,
  reconnect: 1.5,
  suspend: 0.4,
  release: 1,
  contact: 2
}

// There is no use case for it yet.
const deleteContact = (contactId: Shop["contacts"][number]) =>
  Effect.flatMap(MemoryDatabase, ({ put, tables, transact }) =>
    transact(
      TenantScope.system,
      Effect.map(DateTime.now, (deletedAt) => {
        const contact = tables.contacts.get(contactId)
        if (contact !== undefined) put(tables.contacts, contactId, { ...contact, deletedAt })
      })
    ))

const someContact = (chance: Chance, number: number) => ({
  number,
  // A contact keeps its segment, so that who a run was meant for can be told afterwards.
  segment: (["GOLD_LOAN", "GOLD_SIP", "MARKETING"] as const)[number % 3] as Segment,
  paymentDay: chance.pick([1, 3, 4, 5, 6, 31, null]),
  hasName: chance.happens(0.75)
})

const someCampaign = (simulation: Simulation, shop: Shop): NewCampaign => {
  const { chance } = simulation
  const isUtility = chance.happens(0.6)
  return {
    name: "Campaign",
    templateId: shop.templates[isUtility ? 0 : 1].id,
    segments: isUtility
      ? chance.pick([["GOLD_LOAN", "GOLD_SIP"], ["GOLD_LOAN", "GOLD_SIP", "MARKETING"]])
      : chance.pick([[], ["MARKETING", "GOLD_SIP"]]),
    schedule: someSchedule(simulation, isUtility),
    missedRuns: chance.pick([null, { policy: "SKIP" } as const, { policy: "SEND_LATE", until: "23:00" } as const]),
    sendWithinMinutes: chance.pick([null, 30, 2_880, 4_320]),
    whenTemplatePaused: chance.pick(["WAIT", "WAIT", "CANCEL"] as const),
    whenUnconfirmed: chance.pick(["GIVE_UP", "GIVE_UP", "REPEAT_ONCE"] as const)
  }
}

const someSchedule = ({ chance, now }: Simulation, mayRemind: boolean): Schedule => {
  const at = TimeZone.format(zone, DateTime.unsafeMake(now + chance.pick([0, 0, 0, 600_000, 1_800_000])))
  const [start, clock] = [at.slice(0, 10), at.slice(11, 16)]
  const kind = chance.weighted({ ONE_TIME: 3, DAILY: 2, CONTACT_DATE: mayRemind ? 3 : 0 })
  switch (kind) {
    case "ONE_TIME":
      return { kind, at, zone }
    case "DAILY":
      return {
        kind,
        start,
        time: clock,
        zone,
        interval: 1,
        end: { count: chance.between(1, 3) },
        excluded: [],
        extra: []
      }
    case "CONTACT_DATE":
      return {
        kind,
        date: "PAYMENT_DAY",
        daysBefore: chance.pick([[3], [3, 1], [5, 2, 0], [1, -1]]),
        shortMonths: "CLAMP",
        start,
        time: clock,
        zone,
        end: { by: TimeZone.format(zone, DateTime.unsafeMake(now + chance.between(2, 6) * 86_400_000)).slice(0, 10) }
      }
  }
}
