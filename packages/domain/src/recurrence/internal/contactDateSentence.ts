import type { ContactDate, ContactDateRule } from "../ContactDate.js"
import * as LocalDate from "../LocalDate.js"

const names: Readonly<Record<ContactDate, string>> = {
  PAYMENT_DAY: "the payment day",
  BIRTHDAY: "the birthday",
  ANNIVERSARY: "the anniversary",
  MATURITY: "the maturity date"
}

const and = (words: ReadonlyArray<string>): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`

const side = (days: ReadonlyArray<number>, word: string): ReadonlyArray<string> =>
  days.length === 0 ? [] : [`${and(days.map(String))} ${days.length === 1 && days[0] === 1 ? "day" : "days"} ${word}`]

const date = (text: string): string => {
  const { date, month, year } = LocalDate.toParts(LocalDate.parse(text))
  return `${date} ${LocalDate.monthName(month)} ${year}`
}

/** "7 and 3 days before and on the payment day of each customer, at 10:00 from 1 December 2026 (Asia/Kolkata)". */
export const contactDateSentence = (rule: ContactDateRule): string => {
  const days = rule.daysBefore.toSorted((a, b) => b - a)
  const when = and([
    ...side(days.filter((day) => day > 0), "before"),
    ...days.includes(0) ? ["on"] : [],
    ...side(days.filter((day) => day < 0).map((day) => -day), "after")
  ])
  const until = rule.end === null ? "" : ` until ${date(rule.end.by)}`
  return `${when} ${names[rule.date]} of each customer, at ${rule.time} from ${date(rule.start)}${until} (${rule.zone})`
}
