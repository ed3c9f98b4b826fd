import { assert, describe } from "@effect/vitest"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { InboundStore } from "@ektola/domain/ports/InboundStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { anInbound, at } from "./builders.js"
import { allPages, aTenant, ids } from "./stage.js"

const phone = (number: number) => PhoneNumber.make(`+9198000000${String(number).padStart(2, "0")}`)

const aChange = (from: number, to: number, seconds: number) =>
  anInbound({ kind: "system", text: null, phone: phone(from), newPhone: phone(to), at: at(seconds) })

export const suite = ({ it, name }: Provider) =>
  describe(`InboundStore on ${name}`, () => {
    it("insertMany stores messages as they are, each once", () =>
      Effect.gen(function*() {
        const inbound = yield* InboundStore
        const jewellerId = yield* aTenant()
        const messages = [
          anInbound(),
          anInbound({ kind: "button", text: "Stop", payload: "OPTOUT:MARKETING", answers: "wamid.ours" }),
          anInbound({ kind: "image", text: null, phone: null })
        ]
        yield* inbound.insertMany(jewellerId, messages)
        const again = messages.map(({ wamid }) => anInbound({ wamid, text: "another" }))
        yield* inbound.insertMany(jewellerId, [...again, ...again])
        yield* inbound.insertMany(jewellerId, [])
        const { items, next } = yield* inbound.listPage(jewellerId, { after: null, limit: 10 })
        assert.deepStrictEqual(items, messages.toReversed())
        assert.isNull(next)
      }))

    it("listPage gives those that came last first, page by page", () =>
      Effect.gen(function*() {
        const inbound = yield* InboundStore
        const jewellerId = yield* aTenant()
        const messages = Array.from({ length: 7 }, (_, number) => anInbound({ at: at(-number) }))
        yield* inbound.insertMany(jewellerId, messages)
        const pages = yield* allPages(3, (page) => inbound.listPage(jewellerId, page))
        assert.deepStrictEqual(pages.map(({ length }) => length), [3, 3, 1])
        assert.deepStrictEqual(pages.flat(), [...ids(messages.toReversed())])
      }))

    it("keeps jewellers apart, also for one wamid, whatever scope asks", () =>
      Effect.gen(function*() {
        const inbound = yield* InboundStore
        const unitOfWork = yield* UnitOfWork
        const [own, other] = [yield* aTenant(), yield* aTenant()]
        const mine = anInbound()
        const theirs = anInbound({ wamid: mine.wamid })
        yield* inbound.insertMany(own, [mine])
        yield* inbound.insertMany(other, [theirs, anInbound()])
        const list = inbound.listPage(own, { after: null, limit: 10 })
        assert.deepStrictEqual((yield* list).items, [mine])
        assert.deepStrictEqual((yield* unitOfWork.transact(TenantScope.tenant(own), list)).items, [mine])
        assert.deepStrictEqual(yield* inbound.listNumberChanges(own, [phone(1)]), [])
      }))

    it("listNumberChanges gives what these numbers became, the earliest first", () =>
      Effect.gen(function*() {
        const inbound = yield* InboundStore
        const jewellerId = yield* aTenant()
        const [late, early, other] = [aChange(1, 3, 30), aChange(1, 2, 20), aChange(5, 6, 10)]
        yield* inbound.insertMany(jewellerId, [late, early, other, anInbound()])
        assert.deepStrictEqual(yield* inbound.listNumberChanges(jewellerId, [phone(1), phone(2)]), [early, late])
        assert.deepStrictEqual(yield* inbound.listNumberChanges(jewellerId, []), [])
      }))
  })
