/**
 * The languages customers are written to in, by WhatsApp's codes (no regional suffix for Indian languages).
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * English, Hindi, Kannada, Tamil, Punjabi.
 *
 * @since 0.1.0
 * @category model
 */
export const Language = Schema.Literal("en", "hi", "kn", "ta", "pa")
/**
 * One of the five codes, as it is sent to WhatsApp.
 *
 * @since 0.1.0
 * @category model
 */
export type Language = typeof Language.Type

/**
 * The five, English first.
 *
 * @since 0.1.0
 * @category constants
 */
export const all: ReadonlyArray<Language> = Language.literals

const names: Readonly<Record<string, Language>> = {
  en: "en",
  eng: "en",
  english: "en",
  "अंग्रेज़ी": "en",
  hi: "hi",
  hin: "hi",
  hindi: "hi",
  "हिन्दी": "hi",
  "हिंदी": "hi",
  kn: "kn",
  kan: "kn",
  kannada: "kn",
  "ಕನ್ನಡ": "kn",
  ta: "ta",
  tam: "ta",
  tamil: "ta",
  "தமிழ்": "ta",
  pa: "pa",
  pan: "pa",
  punjabi: "pa",
  panjabi: "pa",
  "ਪੰਜਾਬੀ": "pa"
}

/**
 * The language a person means by a code, an English name or the language's own name.
 *
 * @since 0.1.0
 * @category parsing
 */
export const fromText = (text: string): Language | null => {
  const key = text.trim().toLowerCase()
  return Object.hasOwn(names, key) ? names[key] ?? null : null
}

/**
 * Our language for the code that WhatsApp writes in a list or a webhook, where `en-US` and `en_US` mean the same and case
 * does not count. A region makes another language: a template in `en_US` is none in `en` (error 132001), so such a code
 * is none of ours.
 *
 * @since 0.1.0
 * @category parsing
 * @public
 */
export const fromWhatsApp = (code: string): Language | null => {
  const tag = code.trim().toLowerCase().replaceAll("-", "_")
  return all.find((language) => language === tag) ?? null
}
