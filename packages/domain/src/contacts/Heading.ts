/**
 * What the headings of a customer list mean.
 *
 * Shops write headings in many ways and languages, so they are compared without case, spaces, punctuation, nukta and
 * invisible characters. The lists are the usual names in customer lists and accounting exports; a heading that is in
 * none of them becomes a free attribute.
 *
 * @since 0.1.0
 */

/**
 * The fields of a contact that a column can fill.
 *
 * @since 0.1.0
 * @category model
 */
export type Field = "phone" | "name" | "segment" | "language" | "paymentDay" | "optOut"

/**
 * - `Field`: fills a field; of several columns for one field the highest `rank` wins
 * - `Date`: a well-known date, kept as an attribute under this key; it lies in the past or may lie ahead
 * - `Ignored`: never used, for the reason given
 * - `Attribute`: kept under this key
 *
 * @since 0.1.0
 * @category model
 */
export type Meaning =
  | { readonly _tag: "Field"; readonly field: Field; readonly rank: number }
  | { readonly _tag: "Date"; readonly key: string; readonly tense: Tense }
  | { readonly _tag: "Ignored"; readonly reason: string }
  | { readonly _tag: "Attribute"; readonly key: string }

/**
 * What of a text counts when headings and yes/no answers are compared. NFC alone keeps the nukta apart (ज़ and ज), which
 * people leave out; joiners decide only how letters are drawn.
 *
 * @since 0.1.0
 * @category rules
 */
export const fold = (text: string): string =>
  text.normalize("NFC").toLowerCase().replace(/[\u093c\u0a3c]|[^\p{L}\p{M}\p{N}]/gu, "")

/**
 * The key of a free attribute: "Loan Amount (₹)" → `loan_amount`. Letters of all scripts are kept.
 *
 * @since 0.1.0
 * @category rules
 */
export const attributeKey = (heading: string): string => {
  const visible = heading.normalize("NFC").toLowerCase().replace(/\p{Cf}/gu, "")
  return visible.replace(/[^\p{L}\p{M}\p{N}]+/gu, "_").replace(/^_|_$/g, "")
}

/**
 * Where a date with a year of two digits is looked for.
 *
 * @since 0.1.0
 * @category model
 */
export type Tense = "PAST" | "AHEAD"

type Names = ReadonlyArray<readonly [rank: number, pattern: RegExp]>

const anyOf = (list: string): string => list.split(" ").map(fold).join("|")
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, "u")

const owner = "(?:customers?|clients?|party|members?|primary|registered|reg)?"
const number = "(?:no|num|nos|numbers?)?1?"
const indianOwner = `(?:${anyOf("ग्राहकका ग्राहक ಗ್ರಾಹಕರ ಗ್ರಾಹಕ வாடிக்கையாளர் ਗਾਹਕਦਾ ਗਾਹਕ")})?`
const indianNumber = `(?:${anyOf("नंबर नम्बर नं संख्या क्रमांक ಸಂಖ್ಯೆ ನಂಬರ್ ನಂ எண் நம்பர் ਨੰਬਰ ਨੰ")})?`
const indianPhone = (list: string): RegExp => whole(`${indianOwner}(?:${anyOf(list)})${indianNumber}`)

// The number with WhatsApp is the one to write to; beside a "Mobile" column, "Phone" may be the landline.
const phone: Names = [
  [3, whole(`${owner}(?:mobile|phone)?${number}(?:whatsapp|wa)(?:mobile|phone|contact)?${number}`)],
  [3, indianPhone("व्हाट्सएप व्हाट्सऐप व्हाट्सअप वाट्सएप ವಾಟ್ಸಾಪ್ ವಾಟ್ಸಪ್ வாட்ஸ்அப் வாட்சப் ਵਟਸਐਪ ਵਟਸਅੱਪ")],
  [2, whole(`${owner}(?:mobile|mob|cell|cellphone|mobilephone|mobilecontact)${number}`)],
  [2, indianPhone("मोबाइल मोबाईल ಮೊಬೈಲ್ மொபைல் கைபேசி அலைபேசி செல்போன் ਮੋਬਾਈਲ ਮੋਬਾਇਲ")],
  [1, whole(`${owner}(?:phone|ph|telephone|tel|contact|contactphone|phonemobile)${number}`)],
  [1, indianPhone("फोन दूरभाष संपर्क सम्पर्क ಫೋನ್ ದೂರವಾಣಿ ಸಂಪರ್ಕ போன் தொலைபேசி தொடர்பு ਫੋਨ ਸੰਪਰਕ")]
]

const name: Names = [
  [3, whole("(?:customers?|clients?|party|members?|contact|full|customerfull)?name|nameof(?:the)?customer")],
  [3, whole(`${indianOwner}(?:पूरा)?(?:${anyOf("नाम ಹೆಸರು பெயர் ਨਾਮ ਨਾਂ")})`)],
  [2, whole("(?:buyer|account|holder|accountholder|borrower|depositor)name")],
  [1, whole(`customer|client|party|member|contactperson|firstname|${anyOf("ग्राहक ಗ್ರಾಹಕ வாடிக்கையாளர் ਗਾਹਕ")}`)]
]

const segment: Names = [
  [2, whole("(?:customer|contact)?segment")],
  [1, whole("category|(?:customer|contact)(?:category|type|group)")],
  [1, whole(`${indianOwner}(?:${anyOf("श्रेणी वर्ग ವಿಭಾಗ ವರ್ಗ பிரிவு வகை ਸ਼੍ਰੇਣੀ ਵਰਗ")})`)]
]

const language: Names = [
  [1, whole("(?:preferred|customer|message|whatsapp)?(?:language|lang)|languagepreference|mothertongue")],
  [1, whole(`${indianOwner}(?:${anyOf("भाषा ಭಾಷೆ மொழி ਭਾਸ਼ਾ")})`)]
]

const instalment = "(?:pay|payment|repayment|due|emi|instal?lment|interest|sip|premium)"
const paymentDay: Names = [
  [2, whole(`(?:monthly)?${instalment}(?:due)?day(?:ofmonth)?|dayofpayment`)],
  [1, whole(anyOf("भुगतानदिन भुगतानकादिन देयदिन किस्तदिन किस्तकादिन ಪಾವತಿದಿನ ಕಂತಿನದಿನ"))],
  [1, whole(anyOf("கட்டணநாள் செலுத்தும்நாள் தவணைநாள் ਭੁਗਤਾਨਦਿਨ ਭੁਗਤਾਨਦਾਦਿਨ ਕਿਸ਼ਤਦਿਨ"))]
]

// Anything that sounds like a refusal is read as one: a row whose answer is not understood fails, and is not messaged.
const optOut: Names = [
  [2, /opt(?:ed)?out|unsubscri/u],
  [
    2,
    whole("dnd|(?:do)?not(?:disturb|contact|message|send|whatsapp)|dont(?:contact|message)|stop(?:ped)?(?:messages)?")
  ],
  [1, whole(anyOf("ऑप्टआउट संदेशबंद मैसेजबंद ಸಂದೇಶಬೇಡ ಆಪ್ಟ್ಔಟ್ செய்திவேண்டாம் ਸੁਨੇਹਾਬੰਦ ਸੁਨੇਹੇਬੰਦ"))]
]

const fields: ReadonlyArray<readonly [Field, Names]> = [
  ["phone", phone],
  ["name", name],
  ["segment", segment],
  ["language", language],
  ["paymentDay", paymentDay],
  ["optOut", optOut]
]

const birthday = whole(
  `birthday|birthdate|dateofbirth|dob|bday|${anyOf("जन्मदिन जन्मतिथि जन्मतारीख ಜನ್ಮದಿನ ಹುಟ್ಟುಹಬ್ಬ பிறந்தநாள் ਜਨਮਦਿਨ")}`
)
const anniversary = whole(
  "(?:(?:wedding|marriage)?anniversary|wedding|marriage)(?:date)?|dateof(?:marriage|anniversary)"
)

const maturity = whole(
  `(?:scheme|loan|sip|plan)?(?:maturity|maturing|matures)(?:date|on)?|dateofmaturity|${
    anyOf("परिपक्वता परिपक्वतातिथि मैच्योरिटी ಮುಕ್ತಾಯದಿನಾಂಕ முதிர்வுதேதி ਮਿਆਦਪੂਰੀ")
  }`
)
// "Paid till date" and "amount paid upto" are mostly sums.
const paidUntil = whole("(?:interest|premium|instalment)?paid(?:until(?:date)?|till|upto|through)")

// Consent is never read from a list: an upload that could say "yes" would bring back people who opted out.
const optIn = /opt(?:ed)?in|consent|^subscribed$/u

const dates: ReadonlyArray<readonly [RegExp, key: string, Tense]> = [
  [birthday, "birthday", "PAST"],
  [anniversary, "anniversary", "PAST"],
  [maturity, "maturity_date", "AHEAD"],
  [paidUntil, "paid_until", "AHEAD"]
]

/**
 * What a column with this heading holds. Names that every object has, such as `__proto__` and `constructor`, never
 * become keys.
 *
 * @since 0.1.0
 * @category rules
 */
export const meaning = (heading: string): Meaning => {
  const folded = fold(heading)
  for (const [field, names] of fields) {
    const found = names.find(([, pattern]) => pattern.test(folded))
    if (found !== undefined) return { _tag: "Field", field, rank: found[0] }
  }
  const date = dates.find(([pattern]) => pattern.test(folded))
  if (date !== undefined) return { _tag: "Date", key: date[1], tense: date[2] }
  if (optIn.test(folded)) return { _tag: "Ignored", reason: "an upload never brings back people who opted out" }
  const key = attributeKey(heading)
  return key === "" || key.length > 60 || key === "prototype" || heading in Object.prototype || key in Object.prototype
    ? { _tag: "Ignored", reason: "it cannot be the name of a value" }
    : { _tag: "Attribute", key }
}
