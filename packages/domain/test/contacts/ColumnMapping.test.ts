import { assert, describe, it } from "@effect/vitest"
import * as ColumnMapping from "@ektola/domain/contacts/ColumnMapping"
import * as Heading from "@ektola/domain/contacts/Heading"

const fieldOf = (heading: string): string => {
  const meaning = Heading.meaning(heading)
  return meaning._tag === "Field" ? meaning.field : meaning._tag === "Ignored" ? "ignored" : meaning.key
}

const meanings: Readonly<Record<string, ReadonlyArray<string>>> = {
  phone: [
    "Phone",
    "PHONE NO.",
    "phone_number",
    "Mobile",
    "Mobile No",
    "MobileNo",
    "Mob. No.",
    "Cell",
    "Contact",
    "Contact No",
    "Customer Mobile Number",
    "Registered Mobile No.",
    "WhatsApp",
    "WhatsApp Number",
    "Mobile No (WhatsApp)",
    "Ph",
    "Tel.",
    "मोबाइल",
    "मोबाइल नंबर",
    "फ़ोन",
    "फोन नं.",
    "ग्राहक का मोबाइल नम्बर",
    "ಮೊಬೈಲ್ ಸಂಖ್ಯೆ",
    "ದೂರವಾಣಿ",
    "கைபேசி எண்",
    "தொலைபேசி",
    "ਮੋਬਾਈਲ ਨੰਬਰ",
    "ਫ਼ੋਨ"
  ],
  name: [
    "Name",
    "NAME",
    "Full Name",
    "Customer Name",
    "customer_name",
    "CustomerName",
    "Party Name",
    "Name of Customer",
    "Contact Name",
    "Customer",
    "नाम",
    "ग्राहक का नाम",
    "पूरा नाम",
    "ಹೆಸರು",
    "ಗ್ರಾಹಕರ ಹೆಸರು",
    "பெயர்",
    "ਨਾਮ",
    "ਗਾਹਕ ਦਾ ਨਾਮ"
  ],
  segment: ["Segment", "Customer Type", "Category", "श्रेणी", "ವಿಭಾಗ", "பிரிவு", "ਸ਼੍ਰੇਣੀ"],
  language: ["Language", "Preferred Language", "lang", "भाषा", "ಭಾಷೆ", "மொழி", "ਭਾਸ਼ਾ"],
  paymentDay: [
    "Payment Day",
    "Due Day",
    "due_day",
    "EMI Day",
    "Interest Due Day",
    "भुगतान दिन",
    "ಪಾವತಿ ದಿನ",
    "கட்டண நாள்",
    "ਭੁਗਤਾਨ ਦਿਨ"
  ],
  optOut: ["Opt Out", "Opted Out", "opt-out?", "OptedOut", "WhatsApp Opt-Out", "Unsubscribed", "DND", "Do Not Contact"],
  ignored: ["Opt In", "Opted-in", "WhatsApp Opt In", "Consent", "__proto__", "constructor", "prototype", "***", ""],
  loan_amount: ["Loan Amount", "loan amount", "LOAN-AMOUNT", "Loan Amount (₹)", " Loan  Amount. "],
  birthday: ["Birthday", "Date of Birth", "DOB", "जन्मदिन"],
  anniversary: ["Anniversary", "Wedding Anniversary", "Marriage Date"],
  maturity_date: ["Maturity Date", "Date of Maturity", "Scheme Maturity", "Matures On", "परिपक्वता तिथि"],
  paid_until: ["Paid Until", "Paid Until Date", "Paid Upto", "Interest paid upto"],
  paid_till_date: ["Paid till date"],
  amount_paid_upto: ["Amount paid upto"],
  "ऋण_राशि": ["ऋण राशि"],
  due_date: ["Due Date"],
  father_s_name: ["Father's Name"],
  phone_2: ["Phone 2"],
  shop_name: ["Shop Name"]
}

describe("a heading means", () => {
  for (const [expected, headings] of Object.entries(meanings)) {
    for (const heading of headings) {
      it(`${JSON.stringify(heading)} → ${expected}`, () => assert.strictEqual(fieldOf(heading), expected))
    }
  }
})

const mappingOf = (...headings: ReadonlyArray<string>): ColumnMapping.ColumnMapping => {
  const mapping = ColumnMapping.fromHeadings(headings)
  if (mapping === null) throw new Error("there is no column for the phone number")
  return mapping
}

describe("columns", () => {
  it("that hold the same are used once, and that is told", () => {
    const mapping = mappingOf("Name", "Phone", "Phone", "City", "city ")
    assert.strictEqual(mapping.fields.phone, 1)
    assert.deepStrictEqual(mapping.attributes, [{ index: 3, key: "city", date: null }])
    assert.deepStrictEqual(mapping.notices.slice(0, 2), [
      "Column 3 (\"Phone\") was not used: 2 (\"Phone\") holds the same.",
      "Column 5 (\"city\") was not used: 4 (\"City\") has the same name."
    ])
  })

  it("for WhatsApp come before mobile, and mobile before phone", () => {
    assert.strictEqual(mappingOf("Phone", "Mobile", "WhatsApp No").fields.phone, 2)
    assert.strictEqual(mappingOf("Phone", "Mobile").fields.phone, 1)
  })

  it("after the last heading do not count", () => {
    assert.deepStrictEqual(mappingOf("Name", "Phone", "", " ").headings, ["Name", "Phone"])
  })

  it("beyond fifty extra ones are left out", () => {
    const mapping = mappingOf("Phone", ...Array.from({ length: 300 }, (_, index) => `Extra ${index}`))
    assert.strictEqual(mapping.attributes.length, 50)
    assert.isAtMost(mapping.notices.length, 50)
  })

  it("without one for the phone number are no mapping, and the headings found are listed, shortened", () => {
    assert.isNull(ColumnMapping.fromHeadings(["Name", "City"]))
    const sentence = ColumnMapping.describeMissingPhone(["नाम", "x".repeat(1000), ""])
    assert.include(sentence, "found: \"नाम\", \"xxx")
    assert.isBelow(sentence.length, 500)
  })

  it("say so when there is none for the segment", () => {
    assert.include(mappingOf("Phone").notices.join(), "MARKETING")
    assert.notInclude(mappingOf("Phone", "Segment").notices.join(), "MARKETING")
  })

  it("are repeated by a row that differs only in case and spaces", () => {
    const mapping = mappingOf("Name", "Mobile No")
    assert.isTrue(ColumnMapping.repeats(mapping, ["\ufeffname ", "MOBILE NO."]))
    assert.isFalse(ColumnMapping.repeats(mapping, ["Name", "9800000001"]))
    assert.isFalse(ColumnMapping.repeats(mapping, []))
  })
})
