import { assert, describe, it } from "@effect/vitest"
import * as Language from "@ektola/domain/contacts/Language"
import type { Letter } from "@ektola/domain/mail/Letter"
import * as Mail from "@ektola/domain/mail/Mail"
import * as MailText from "@ektola/domain/mail/MailText"
import * as DateTime from "effect/DateTime"

const at = (minutes: number) => DateTime.unsafeMake(1_795_564_800_000 + minutes * 60_000)
const mail: Mail.Mail = {
  id: Mail.MailId.make("01990000-0000-7000-8000-000000000001"),
  userId: null,
  sealed: "sealed",
  status: "WAITING",
  tries: 0,
  dueAt: at(0),
  expiresAt: null,
  createdAt: at(0),
  note: null
}
const busy = { _tag: "Refused", permanent: false, reason: "EENVELOPE 450" } as const

describe("Mail", () => {
  it("keeps its letter only while it waits", () => {
    assert.deepStrictEqual(Mail.after(mail, { _tag: "Sent" }, at(1)), {
      ...mail,
      status: "SENT",
      tries: 1,
      sealed: null
    })
    assert.deepStrictEqual(Mail.after(mail, { _tag: "Nobody" }, at(1)), {
      ...mail,
      status: "DROPPED",
      tries: 1,
      sealed: null
    })
    const refused = { ...busy, permanent: true }
    assert.deepStrictEqual(Mail.after(mail, refused, at(1)), {
      ...mail,
      status: "DEAD",
      tries: 1,
      sealed: null,
      note: "EENVELOPE 450"
    })
  })

  it("is tried nine times with growing pauses, and then dead", () => {
    let [next, now] = [mail, at(0)]
    const pauses: Array<number> = []
    while (next.status === "WAITING") {
      next = Mail.after(next, busy, now)
      pauses.push(DateTime.distance(now, next.dueAt) / 60_000)
      now = next.dueAt
    }
    assert.deepStrictEqual([next.status, next.tries], ["DEAD", 9])
    assert.deepStrictEqual(pauses.slice(0, -1), [...Mail.pauses])
    assert.deepStrictEqual(Mail.pauses.toSorted((a, b) => a - b), [...Mail.pauses])
  })

  it("is not tried when its code would be too old", () => {
    const code = { ...mail, expiresAt: at(3) }
    assert.strictEqual(Mail.after(code, busy, at(2)).status, "WAITING")
    assert.strictEqual(Mail.after(code, busy, at(2.5)).status, "DEAD")
    assert.deepStrictEqual([Mail.isExpired(code, at(2.99)), Mail.isExpired(code, at(3))], [false, true])
  })
})

describe("MailText", () => {
  const shopName = "Asha & <Sons> \"Gold\""
  const letters: ReadonlyArray<Letter> = [
    { kind: "LOG_IN_CODE", code: "012345", minutes: 10 },
    { kind: "RESET_CODE", code: "012345", minutes: 10 },
    { kind: "APPROVED", shopName },
    { kind: "REJECTED", shopName, reason: "no <b>papers</b>" }
  ]
  const scripts = {
    en: /[a-z]{3}/,
    hi: /[\u0900-\u097f]/,
    kn: /[\u0c80-\u0cff]/,
    ta: /[\u0b80-\u0bff]/,
    pa: /[\u0a00-\u0a7f]/
  }

  for (const language of Language.all) {
    it(`says everything in ${language}, in text and in HTML`, () => {
      const subjects = letters.map((letter) => {
        const { html, subject, text } = MailText.render(letter, language)
        assert.match(subject.replace("EkTola", ""), scripts[language])
        assert.notMatch(subject, /[\r\n]/)
        if ("code" in letter) {
          for (const content of [text, html]) assert.include(content, "012345")
          assert.include(text, "10")
        } else {
          assert.include(text, shopName)
          assert.include(html, "Asha &amp; &lt;Sons&gt; &quot;Gold&quot;")
        }
        if (letter.kind === "REJECTED") {
          assert.include(text, letter.reason)
          assert.notInclude(html, "<b>papers")
        }
        return subject
      })
      assert.lengthOf([...new Set(subjects)], 4)
    })
  }
})
