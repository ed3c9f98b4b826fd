/**
 * Where the value of a placeholder comes from. Sources are named one by one, so no mapping can reach other fields.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

const fallback = Schema.optionalWith(Schema.NullOr(Schema.String), { default: () => null })

/**
 * `fallback` stands in when the value is missing or blank; without one the contact is skipped. The reminder's due date
 * is written day first (05-12-2026), and is missing in a campaign that is no reminder.
 *
 * @since 0.1.0
 * @category model
 */
export const VariableSource = Schema.Union(
  Schema.Struct({
    from: Schema.Literal("contact"),
    field: Schema.Literal("name", "phone", "paymentDay"),
    fallback
  }),
  Schema.Struct({ from: Schema.Literal("attribute"), key: Schema.NonEmptyString, fallback }),
  Schema.Struct({ from: Schema.Literal("jeweller"), field: Schema.Literal("name"), fallback }),
  Schema.Struct({ from: Schema.Literal("reminder"), field: Schema.Literal("dueDate"), fallback }),
  Schema.Struct({ from: Schema.Literal("literal"), value: Schema.NonEmptyString })
)
/**
 * A decoded source: `fallback` is always there, null for none.
 *
 * @since 0.1.0
 * @category model
 */
export type VariableSource = typeof VariableSource.Type

const fieldNames = { name: "name", phone: "phone number", paymentDay: "payment day" } as const

/**
 * What a person who has to fill the value in calls it.
 *
 * @since 0.1.0
 * @category rendering
 */
export const describe = (source: VariableSource): string => {
  switch (source.from) {
    case "contact":
      return fieldNames[source.field]
    case "attribute":
      return source.key
    case "jeweller":
      return "name of the shop"
    case "reminder":
      return "due date of the reminder"
    case "literal":
      return source.value
  }
}
