/**
 * How much WhatsApp takes (Meta, "Template components"; lengths in Unicode code points, which is how WhatsApp counts).
 *
 * @since 0.1.0
 */

/**
 * Longest texts of a template, and of a message once its placeholders are filled (error 132005).
 *
 * @since 0.1.0
 * @category constants
 */
export const longest = { header: 60, body: 1024, footer: 60 } as const

/**
 * How long a text is for WhatsApp.
 *
 * @since 0.1.0
 * @category rules
 */
export const codePoints = (text: string): number => {
  let count = 0
  for (const _ of text) count++
  return count
}
