/**
 * Which column of a file holds what.
 *
 * @since 0.1.0
 */
import * as CellText from "./CellText.js"
import * as Heading from "./Heading.js"

/**
 * A column whose values become the attribute `key`.
 *
 * @since 0.1.0
 * @category model
 */
export interface AttributeColumn {
  readonly index: number
  readonly key: string
  /** Null for a column of free text. */
  readonly date: Heading.Tense | null
}

/**
 * `headings` as they stand in the file, up to the last one that is not blank. `fields` are positions, -1 where the file
 * has no such column. `notices` tell what was assumed or left out.
 *
 * @since 0.1.0
 * @category model
 */
export interface ColumnMapping {
  readonly headings: ReadonlyArray<string>
  readonly fields: Readonly<Record<Heading.Field, number>>
  readonly attributes: ReadonlyArray<AttributeColumn>
  readonly notices: ReadonlyArray<string>
}

/**
 * WhatsApp templates have far fewer placeholders.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxAttributes = 50

/**
 * Reads a row of headings; none when no column holds phone numbers.
 *
 * @since 0.1.0
 * @category constructors
 */
export const fromHeadings = (cells: ReadonlyArray<string>): ColumnMapping | null => {
  const headings = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1).map((cell) => cell.trim())
  const meanings = headings.map(Heading.meaning)
  const fields = {
    phone: best(meanings, "phone"),
    name: best(meanings, "name"),
    segment: best(meanings, "segment"),
    language: best(meanings, "language"),
    paymentDay: best(meanings, "paymentDay"),
    optOut: best(meanings, "optOut")
  }
  if (fields.phone === -1) return null
  const attributes: Array<AttributeColumn> = []
  const notices: Array<string> = []
  const leaveOut = (index: number, reason: string) =>
    notices.push(`Column ${describe(headings, index)} was not used: ${reason}.`)
  meanings.forEach((meaning, index) => {
    switch (meaning._tag) {
      case "Field": {
        const used = fields[meaning.field]
        if (used !== index) leaveOut(index, `${describe(headings, used)} holds the same`)
        break
      }
      case "Ignored":
        leaveOut(index, headings[index] === "" ? "it has no heading" : meaning.reason)
        break
      case "Date":
      case "Attribute": {
        const same = attributes.find(({ key }) => key === meaning.key)
        if (same !== undefined) leaveOut(index, `${describe(headings, same.index)} has the same name`)
        else if (attributes.length === maxAttributes) {
          leaveOut(index, `a contact has at most ${maxAttributes} extra values`)
        } else attributes.push({ index, key: meaning.key, date: meaning._tag === "Date" ? meaning.tense : null })
      }
    }
  })
  if (fields.segment === -1) {
    notices.push("There is no column for the segment: new contacts are put into MARKETING.")
  }
  if (attributes.length > 0) {
    notices.push(`Kept as extra values: ${attributes.map(({ key }) => key).join(", ")}.`)
  }
  return { headings, fields, attributes, notices: notices.slice(0, maxNotices) }
}

/**
 * Whether a row repeats the headings, as where two exports were pasted together.
 *
 * @since 0.1.0
 * @category rules
 */
export const repeats = (mapping: ColumnMapping, cells: ReadonlyArray<string>): boolean =>
  mapping.headings.every((heading, index) => Heading.fold(cells[index] ?? "") === Heading.fold(heading))

/**
 * Why a file without a column for phone numbers is refused.
 *
 * @since 0.1.0
 * @category rendering
 */
export const describeMissingPhone = (firstRow: ReadonlyArray<string>): string => {
  const found = firstRow.filter((cell) => cell.trim() !== "").slice(0, 10).map((cell) => CellText.quote(cell, 40))
  return `There is no column for phone numbers. The first row must hold the headings, one of them "Phone" or ` +
    `"Mobile No"; found: ${found.length === 0 ? "nothing" : found.join(", ")}.`
}

const maxNotices = 50

const best = (meanings: ReadonlyArray<Heading.Meaning>, field: Heading.Field): number => {
  let index = -1
  let rank = 0
  meanings.forEach((meaning, position) => {
    if (meaning._tag === "Field" && meaning.field === field && meaning.rank > rank) {
      index = position
      rank = meaning.rank
    }
  })
  return index
}

/** 2 ("Mobile No"): the number tells columns apart that have the same heading. */
const describe = (headings: ReadonlyArray<string>, index: number): string =>
  headings[index] === "" ? String(index + 1) : `${index + 1} (${CellText.quote(headings[index] ?? "", 40)})`
