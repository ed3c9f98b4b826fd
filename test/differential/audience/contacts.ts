import type { Contact } from "@ektola/domain/contacts/Contact"
import * as LocalDate from "@ektola/domain/recurrence/LocalDate"
import * as Segment from "@ektola/domain/segmentation/Segment"
import type { Jeweller } from "@ektola/domain/tenancy/Jeweller"
import * as DateTime from "effect/DateTime"
import type { Random } from "./random.js"
import { languages } from "./template.js"

const names = ["Asha", "ஆஷா “Asha” 🙏", "Meera\tO'Neil", "गीता  देवी", "Rao {{1}}"]

/** Of a tenant whose run is for the date `on`. Some are one person, in one chunk or in two. */
export const someContacts = (
  { now, random }: { readonly now: DateTime.Utc; readonly random: Random },
  jewellerId: Jeweller["id"],
  size: number,
  on: string
): ReadonlyArray<Contact> => {
  const day = LocalDate.parse(on)
  return Array.from({ length: size }, (_, index): Contact => {
    const createdAt = random.chance(0.9)
      ? DateTime.subtract(now, { minutes: random.whole(0, 60 * 24 * 60) })
      : random.chance(0.5)
      ? now
      : DateTime.add(now, { millis: random.whole(1, 90_000) })
    const address = anAddress(random, index)
    return {
      id: random.uuid() as Contact["id"],
      jewellerId,
      ...address,
      name: random.chance(0.85) ? random.pick(names) : random.pick([null, "", " \n "]),
      segment: random.pick(Segment.all),
      language: random.chance(0.25) ? null : random.pick(languages),
      // Persons who are two contacts mostly have one payment day.
      paymentDay: address.phone === null && /^IN\.\d$/.test(address.waUserId ?? "") && random.chance(0.8)
        ? LocalDate.toParts(day + 2).date
        : random.chance(0.15)
        ? null
        : random.chance(0.3)
        ? random.whole(1, 31)
        : dayNear(random, day),
      attributes: attributes(random, day),
      dateSetAt: random.chance(0.8) ? {} : {
        [random.pick(["PAYMENT_DAY", "BIRTHDAY", "MATURITY"] as const)]: DateTime.subtract(now, {
          minutes: random.whole(-60, 5 * 24 * 60)
        })
      },
      optOut: random.chance(0.8) ? null : random.pick(["MARKETING", "ALL"]),
      optedOutAt: null,
      deletedAt: random.chance(0.92) ? null : now,
      createdAt,
      updatedAt: createdAt
    }
  })
}

const anAddress = (random: Random, index: number): Pick<Contact, "phone" | "waUserId"> => {
  const phone = random.chance(0.75) ? `+91980000${String(index).padStart(4, "0")}` as Contact["phone"] : null
  const shared = random.chance(0.5) ? `IN.${random.whole(1, 2)}` : `IN.${1000 + index}`
  return { phone, waUserId: random.chance(phone === null ? 0.8 : 0.1) ? shared : null }
}

const dayNear = (random: Random, day: LocalDate.Day): number => LocalDate.toParts(day + random.whole(-3, 6)).date

const attributes = (random: Random, day: LocalDate.Day): Contact["attributes"] => {
  const near = () => LocalDate.format(day + random.whole(-6, 10))
  const yearly = () => `${random.whole(1950, 2020)}${near().slice(4)}`
  return {
    ...random.chance(0.7) && { gold_weight: random.pick(["12.5 g", "8", "  ", "12\n5"]) },
    ...random.chance(0.7) && { "Loan No": `GL-${random.whole(1, 99)}` },
    ...random.chance(0.6) && { birthday: random.pick([yearly(), yearly(), "2000-02-29", "soon"]) },
    ...random.chance(0.4) && { anniversary: yearly() },
    ...random.chance(0.25) && { maturity_date: near() },
    ...random.chance(0.15) && { paid_until: near() }
  }
}
