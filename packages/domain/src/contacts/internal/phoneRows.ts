import type { PhoneNumber } from "../PhoneNumber.js"

/** In which row each phone number of a file came first. */
export interface PhoneRows {
  /** The earlier row with this number; without one, `row` becomes it. */
  readonly add: (phone: PhoneNumber, row: number) => number | null
}

/**
 * A hash table on typed arrays: a Map of a million numbers takes five times the 24 MB of this one, in the heap that the
 * rows need. A phone number has at most 15 digits (E.164 §6), so a double holds it exactly.
 */
export const make = (): PhoneRows => {
  let size = 0
  let phones = new Float64Array(2048)
  let rows = new Uint32Array(phones.length)

  const slotOf = (phone: number): number => {
    const mask = phones.length - 1
    // Multiplicative mixing; consecutive numbers must not form long runs.
    const mixed = Math.imul(phone ^ Math.imul(phone / 0x1_0000_0000, 0x9e3779b1), 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    while (phones[slot] !== 0 && phones[slot] !== phone) slot = (slot + 1) & mask
    return slot
  }

  const grow = () => {
    const old = { phones, rows }
    phones = new Float64Array(old.phones.length * 2)
    rows = new Uint32Array(phones.length)
    old.phones.forEach((phone, index) => {
      if (phone === 0) return
      const slot = slotOf(phone)
      phones[slot] = phone
      rows[slot] = old.rows[index] ?? 0
    })
  }

  return {
    add: (phone, row) => {
      const key = Number(phone.slice(1))
      const slot = slotOf(key)
      if (phones[slot] === key) return rows[slot] ?? null
      phones[slot] = key
      rows[slot] = row
      size++
      if (size * 2 > phones.length) grow()
      return null
    }
  }
}
