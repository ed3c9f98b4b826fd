import { assert, describe } from "@effect/vitest"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { UserStore } from "@ektola/domain/ports/UserStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type { Provider } from "../providers/registry.js"
import { aContact, anAccount, at, aTemplate, aUser } from "./builders.js"
import { aQueuedMessage, assertDefect, aTenant, eventually, ids, read, refusal, refuse } from "./stage.js"

const add = (jewellerId: JewellerId) =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const contact = aContact()
    yield* contacts.upsertMany(jewellerId, [contact], "REPLACE", at(0))
    return contact.id
  })

const known = (jewellerId: JewellerId) =>
  Effect.flatMap(ContactStore, (contacts) =>
    Effect.map(
      contacts.listForAudience(jewellerId, { segments: [], cutoff: at(9), after: null, limit: 100 }),
      ids
    ))

export const suite = ({ it, name }: Provider) =>
  describe(`UnitOfWork on ${name}`, () => {
    it("keeps all store calls of the work together and gives its result", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const jewellerId = yield* aTenant()
        const added = yield* unitOfWork.transact(
          TenantScope.tenant(jewellerId),
          Effect.all([add(jewellerId), add(jewellerId)])
        )
        assert.deepStrictEqual(yield* known(jewellerId), added)
      }))

    it("sees its own store calls", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const jewellerId = yield* aTenant()
        const [added, seen] = yield* unitOfWork.transact(
          TenantScope.tenant(jewellerId),
          Effect.zip(add(jewellerId), known(jewellerId))
        )
        assert.deepStrictEqual(seen, [added])
      }))

    it("keeps none when the work fails, and fails as the work did", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const jewellerId = yield* aTenant()
        const first = yield* add(jewellerId)
        const error = yield* unitOfWork.transact(
          TenantScope.tenant(jewellerId),
          Effect.all([add(jewellerId), add(jewellerId), Effect.fail("enough" as const)])
        ).pipe(Effect.flip)
        assert.strictEqual(error, "enough")
        assert.deepStrictEqual(yield* known(jewellerId), [first])
      }))

    it("keeps none when the work dies, and dies as the work did", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const jewellerId = yield* aTenant()
        const exit = yield* unitOfWork.transact(
          TenantScope.tenant(jewellerId),
          Effect.zipRight(add(jewellerId), Effect.die("a bug"))
        ).pipe(Effect.exit)
        assert.deepStrictEqual(exit, Exit.die("a bug"))
        assert.deepStrictEqual(yield* known(jewellerId), [])
      }))

    it("keeps none when the work is interrupted", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const jewellerId = yield* aTenant()
        const added = yield* Deferred.make<void>()
        const fiber = yield* Effect.fork(
          unitOfWork.transact(
            TenantScope.tenant(jewellerId),
            add(jewellerId).pipe(Effect.zipRight(Deferred.succeed(added, void 0)), Effect.zipRight(Effect.never))
          )
        )
        yield* Deferred.await(added)
        assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
        assert.deepStrictEqual(yield* known(jewellerId), [])
      }))

    it("undoes updates as well as what is new", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const contacts = yield* ContactStore
        const accounts = yield* WhatsAppAccountStore
        const jewellers = yield* JewellerStore
        const jewellerId = yield* aTenant()
        const account = yield* accounts.connect(anAccount(jewellerId))
        const contactId = yield* add(jewellerId)
        const look = Effect.all([contacts.get(jewellerId, contactId), jewellers.get(jewellerId)])
        const before = yield* look
        yield* unitOfWork.transact(
          TenantScope.system,
          Effect.gen(function*() {
            yield* refuse(jewellerId, contactId, "ALL", at(5))
            yield* jewellers.setStatus(jewellerId, "SUSPENDED", "late")
            yield* accounts.pause(account, { pauseClass: "ACCOUNT", pauseReason: "late", resumeAt: null, pauses: 1 })
            return yield* Effect.fail("enough")
          })
        ).pipe(Effect.flip)
        assert.deepStrictEqual(yield* look, before)
        assert.deepStrictEqual((yield* accounts.connect(account)).id, account.id)
      }))

    it("goes on after a refusal that the work handles", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const users = yield* UserStore
        const templates = yield* TemplateStore
        const accounts = yield* WhatsAppAccountStore
        const contacts = yield* ContactStore
        const jewellerId = yield* aTenant()
        const [user, template] = [aUser(), aTemplate()]
        yield* users.insert(user)
        yield* templates.insert(template)
        const { phoneNumberId } = yield* accounts.connect(anAccount(yield* aTenant()))
        const [before, refusals, after] = yield* unitOfWork.transact(
          TenantScope.system,
          Effect.all([
            add(jewellerId),
            Effect.all([
              refusal(users.insert(aUser({ email: user.email }))),
              refusal(templates.insert(aTemplate({ name: template.name }))),
              refusal(accounts.connect(anAccount(jewellerId, { phoneNumberId }))),
              refusal(contacts.get(jewellerId, aContact().id))
            ]),
            add(jewellerId)
          ])
        )
        assert.deepStrictEqual(refusals, ["EmailTaken", "TemplateNameTaken", "PhoneNumberIdTaken", "ContactNotFound"])
        assert.deepStrictEqual(yield* known(jewellerId), [before, after])
      }))

    describe("inside, only rows of its scope exist:", () => {
      it("a foreign contact is an unknown one", () =>
        Effect.gen(function*() {
          const unitOfWork = yield* UnitOfWork
          const contacts = yield* ContactStore
          const [jewellerId, other] = [yield* aTenant(), yield* aTenant()]
          const [own, foreign] = [yield* add(jewellerId), yield* add(other)]
          const inside = <A, E, R>(work: Effect.Effect<A, E, R>) =>
            unitOfWork.transact(TenantScope.tenant(jewellerId), work)
          assert.strictEqual((yield* inside(contacts.get(jewellerId, own))).id, own)
          assert.strictEqual(yield* refusal(inside(contacts.get(jewellerId, foreign))), "ContactNotFound")
        }))

      it("messages of other jewellers are unknown, own ones are stored", () =>
        Effect.gen(function*() {
          const unitOfWork = yield* UnitOfWork
          const messages = yield* MessageStore
          const [own, foreign] = [yield* aQueuedMessage(), yield* aQueuedMessage()]
          const both = [own.message.id, foreign.message.id]
          const locked = yield* unitOfWork.transact(
            TenantScope.tenant(own.shop.jewellerId),
            Effect.tap(messages.lock(both), (found) =>
              messages.save(
                found.map(({ message }) => ({
                  message: { ...message, state: "CANCELLED", cancelReason: "OPTED_OUT" } as const,
                  attempts: [],
                  events: []
                }))
              ))
          )
          assert.deepStrictEqual(locked.map(({ message }) => message.id), [own.message.id])
          assert.strictEqual((yield* read(own.message.id)).message.cancelReason, "OPTED_OUT")
          assert.deepStrictEqual((yield* read(foreign.message.id)).message, foreign.message)
        }))
    })

    describe("inside another", () => {
      const nestings = [
        ["a tenant's in the same tenant's", (id: JewellerId) => TenantScope.tenant(id)],
        ["a tenant's in the system's", () => TenantScope.system]
      ] as const
      for (const [what, outer] of nestings) {
        it(`${what} joins it: the outer one's failure undoes both`, () =>
          Effect.gen(function*() {
            const unitOfWork = yield* UnitOfWork
            const jewellerId = yield* aTenant()
            const inner = unitOfWork.transact(TenantScope.tenant(jewellerId), add(jewellerId))
            const error = yield* unitOfWork.transact(
              outer(jewellerId),
              Effect.all([add(jewellerId), inner, Effect.fail("enough")])
            ).pipe(Effect.flip)
            assert.strictEqual(error, "enough")
            assert.deepStrictEqual(yield* known(jewellerId), [])
          }))

        it(`${what} joins it: both see and keep all`, () =>
          Effect.gen(function*() {
            const unitOfWork = yield* UnitOfWork
            const jewellerId = yield* aTenant()
            const inner = unitOfWork.transact(
              TenantScope.tenant(jewellerId),
              Effect.zip(known(jewellerId), add(jewellerId))
            )
            const [first, [seen, second], third] = yield* unitOfWork.transact(
              outer(jewellerId),
              Effect.all([add(jewellerId), inner, add(jewellerId)])
            )
            assert.deepStrictEqual(seen, [first])
            assert.deepStrictEqual(yield* known(jewellerId), [first, second, third])
          }))
      }

      it("the system's in the system's joins it", () =>
        Effect.gen(function*() {
          const unitOfWork = yield* UnitOfWork
          const jewellers = yield* JewellerStore
          const jewellerId = yield* aTenant()
          yield* unitOfWork.transact(
            TenantScope.system,
            Effect.zipRight(
              unitOfWork.transact(TenantScope.system, jewellers.setStatus(jewellerId, "SUSPENDED", "late")),
              Effect.fail("enough")
            )
          ).pipe(Effect.flip)
          assert.strictEqual((yield* jewellers.get(jewellerId)).status, "ACTIVE")
        }))

      it("is a defect when it would widen the scope, and nothing is kept", () =>
        Effect.gen(function*() {
          const unitOfWork = yield* UnitOfWork
          const [jewellerId, other] = [yield* aTenant(), yield* aTenant()]
          for (const scope of [TenantScope.tenant(other), TenantScope.system]) {
            const exit = yield* unitOfWork.transact(
              TenantScope.tenant(jewellerId),
              Effect.zip(add(jewellerId), unitOfWork.transact(scope, add(other)))
            ).pipe(Effect.exit)
            assertDefect(exit)
          }
          assert.deepStrictEqual([yield* known(jewellerId), yield* known(other)], [[], []])
        }))

      it("a store call for another jeweller is a defect too", () =>
        Effect.gen(function*() {
          const unitOfWork = yield* UnitOfWork
          const [jewellerId, other] = [yield* aTenant(), yield* aTenant()]
          for (const call of [Effect.asVoid(add(other)), Effect.asVoid(known(other))]) {
            assertDefect(yield* Effect.exit(unitOfWork.transact(TenantScope.tenant(jewellerId), call)))
          }
          assert.deepStrictEqual(yield* known(other), [])
        }))
    })

    it("a store call outside any is one by itself", () =>
      Effect.gen(function*() {
        const jewellerId = yield* aTenant()
        const exit = yield* Effect.exit(Effect.zipRight(add(jewellerId), Effect.fail("enough")))
        assert.isTrue(Exit.isFailure(exit))
        assert.strictEqual((yield* known(jewellerId)).length, 1)
      }))

    it("what another one has stored is seen when that ends, and never when it is undone", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const templates = yield* TemplateStore
        const jewellerId = yield* aTenant()
        const template = aTemplate()
        const stored = yield* Deferred.make<void>()
        const end = yield* Deferred.make<void, string>()
        const writer = yield* unitOfWork.transact(
          TenantScope.system,
          Effect.gen(function*() {
            yield* templates.insert(template)
            yield* add(jewellerId)
            yield* Deferred.succeed(stored, void 0)
            yield* Deferred.await(end)
          })
        ).pipe(Effect.fork)
        yield* Deferred.await(stored)
        // A store may let readers wait for the writer, so they run beside it.
        const readers = yield* Effect.fork(
          Effect.all([refusal(templates.get(template.id)), known(jewellerId)], { concurrency: "unbounded" })
        )
        yield* Effect.sleep("20 millis")
        yield* Deferred.fail(end, "enough")
        assert.deepStrictEqual(yield* Fiber.join(readers), ["TemplateNotFound", []])
        assert.isTrue(Exit.isFailure(yield* Fiber.await(writer)))
      }))

    it("many that fail or are interrupted leave room for the next", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const jewellerId = yield* aTenant()
        const inside = <A, E, R>(work: Effect.Effect<A, E, R>) =>
          unitOfWork.transact(TenantScope.tenant(jewellerId), work)
        yield* Effect.forEach(
          Array.from({ length: 30 }, (_, number) => number),
          (number) => {
            const last = number % 3 === 0
              ? Effect.fail("enough")
              : number % 3 === 1
              ? Effect.die("a bug")
              : Effect.never
            return Effect.exit(Effect.timeout(inside(Effect.zipRight(add(jewellerId), last)), "10 millis"))
          },
          { concurrency: 5 }
        )
        const added = yield* eventually(inside(add(jewellerId)), () => true)
        assert.deepStrictEqual(yield* known(jewellerId), [added])
      }))
  })
