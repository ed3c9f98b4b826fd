import * as IdGeneratorUuid from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import type { Contact } from "@ektola/domain/contacts/Contact"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import type { Principal } from "@ektola/domain/identity/Principal"
import { UserId } from "@ektola/domain/identity/User"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { readFileSync } from "node:fs"
import { aJeweller } from "../contract/builders.js"

export const jewellerId = JewellerId.make("01990000-0000-7000-8000-00000000000a")

const aShop = Layer.effectDiscard(
  Effect.flatMap(JewellerStore, (jewellers) => jewellers.insert(aJeweller({ id: jewellerId })))
)

/** The import of one shop with the real file reader and phone parser on memory stores. */
export const layer = Layer.merge(Contacts.layer, aShop).pipe(
  Layer.provideMerge(
    Layer.mergeAll(
      MemoryStores.layer,
      CsvReader.layer,
      PhoneParser.layer,
      IdGeneratorUuid.layer,
      PersonHasherHmac.layer(Redacted.make("a key of the tests"))
    )
  )
)

const owner: Principal = {
  userId: UserId.make("01990000-0000-7000-8000-000000000001"),
  role: "OWNER",
  jewellerId
}

export const upload = (bytes: Uint8Array) =>
  Effect.flatMap(
    Contacts.Contacts,
    (contacts) => contacts.startImport(owner, { name: "customers.csv", bytes: Stream.make(bytes) })
  )

/** The job and everything it said, after all waiting imports have run. */
export const outcome = (importId: Effect.Effect.Success<ReturnType<typeof upload>>["id"]) =>
  Effect.gen(function*() {
    const contacts = yield* Contacts.Contacts
    yield* Effect.repeat(contacts.runNextImport("worker-1"), { until: (worked) => !worked })
    return {
      job: yield* contacts.getImport(owner, importId),
      reports: yield* contacts.listImportRows(owner, importId, { after: 0, limit: 1000 })
    }
  })

export const importBytes = (bytes: Uint8Array) => Effect.flatMap(upload(bytes), ({ id }) => outcome(id))

export const importText = (text: string) => importBytes(new TextEncoder().encode(text))

export const allContacts = Effect.gen(function*() {
  const contacts = yield* Contacts.Contacts
  const found: Array<Contact> = []
  let after: Contact["id"] | null = null
  do {
    const page: { readonly items: ReadonlyArray<Contact>; readonly next: Contact["id"] | null } = yield* contacts.list(
      owner,
      { segment: null },
      { after, limit: 200 }
    )
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
})

export const readCases = <A>(file: string): ReadonlyArray<A> =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"))
