/**
 * How much WhatsApp takes (Meta, "Template components"; lengths in Unicode code points, which is how WhatsApp counts).
 *
 * @since 0.1.0
 */

/**
 * Longest texts of a template, and of a message once its placeholders are filled (error 132005). `label` is the text on
 * a button; a quick reply's payload comes back when it is pressed, and Meta gives 128 or 256 for it: the smaller one.
 *
 * @since 0.1.0
 * @category constants
 */
export const longest = {
  header: 60,
  body: 1024,
  footer: 60,
  label: 25,
  url: 2000,
  code: 15,
  payload: 128
} as const

/**
 * Most buttons of a kind, and of all kinds together.
 *
 * @since 0.1.0
 * @category constants
 */
export const most = { QUICK_REPLY: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, all: 10 } as const

/**
 * What WhatsApp may refuse though its page allows it: some accounts are held to a body of 550 code points and 10 emoji
 * (Bird's documentation, with error 2388040).
 *
 * @since 0.1.0
 * @category constants
 */
export const advised = { body: 550, emoji: 10 } as const

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
