/**
 * Random tenants whose runs the scheduler prepares over Postgres, against every contact asked one by one. AUDIENCE_SEED
 * replays a failure.
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import { assert, it, layer } from "@effect/vitest"
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as Campaigns from "@ektola/domain/campaigns/Campaigns"
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import type { Principal } from "@ektola/domain/identity/Principal"
import { UserId } from "@ektola/domain/identity/User"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { clockThatShows } from "../e2e/clock.js"
import type { Stores } from "../providers/registry.js"
import { select } from "../providers/selection.js"
import { insertTenants, outcomes, runs } from "./audience/database.js"
import { expected, type Outcome } from "./audience/expected.js"
import * as Random from "./audience/random.js"
import { aTenant, type Tenant } from "./audience/tenant.js"

const seed = Number(process.env["AUDIENCE_SEED"] ?? 20_261_125)
const now = DateTime.unsafeMake("2026-12-02T05:45:00.250Z")

/** Of a few tenants there may be none. */
const rare = ["ALREADY_REMINDED", "SUPPRESSED", "VALUE_TOO_LONG", "CATEGORY_CHANGED"]

const domain = Layer.provideMerge(
  Layer.merge(Campaigns.layer, Scheduler.layer(Scheduler.defaults)),
  Layer.merge(IdGenerator.layer, PersonHasherHmac.layer(Redacted.make("a key of nobody")))
)

/** Lets the scheduler work until it finds nothing more. */
const work = Effect.gen(function*() {
  const { step } = yield* Scheduler.Scheduler
  while (true) {
    const { claimed, completed, prepared } = yield* step
    if (claimed + prepared + completed === 0) return
  }
})

const outcomeOf = (tenant: Tenant, contactId: string, outcomes: ReadonlyMap<string, Outcome> | undefined) => ({
  seed,
  contact: tenant.contacts.find(({ id }) => id === contactId) ?? contactId,
  campaign: tenant.campaign,
  outcome: outcomes?.get(contactId) ?? "nothing"
})

/** The first contacts of every tenant, asked why, as long as it is fewer than some hundred. */
const explained = (tenants: ReadonlyArray<Tenant>, found: ReadonlyMap<string, ReadonlyMap<string, Outcome>>) =>
  Effect.gen(function*() {
    const { explainContact } = yield* Campaigns.Campaigns
    const answers = new Map<string, number>()
    const asked = tenants.flatMap((tenant) => tenant.contacts.slice(0, 8).map((contact) => ({ contact, tenant })))
    for (const { contact, tenant: { campaign, jeweller, run } } of asked.slice(0, 400)) {
      const owner: Principal = { userId: UserId.make(jeweller.id), role: "OWNER", jewellerId: jeweller.id }
      const { answer, known, reason } = yield* explainContact(owner, run.id, contact.id)
      const stored = found.get(run.id)?.get(contact.id) ?? null
      const told = answer === "MESSAGE" ? "message" : answer === "SKIPPED" ? `skip ${reason}` : null
      const trace = JSON.stringify({ seed, contact, campaign, run, stored, answer }, null, 2)
      assert.strictEqual(told, stored?.replace(/^(message|skip \w+).*/s, "$1") ?? null, trace)
      assert.strictEqual(known, stored === null ? "DERIVED" : "STORED", trace)
      // Nothing has changed since, so that there is a reason for everybody.
      assert.notInclude(["UNKNOWN_THEN", "RUN_PREPARING", "RUN_MISSED"], answer, trace)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
    return Object.fromEntries(answers)
  })

const agree = (size: number) =>
  Effect.gen(function*() {
    const { hash } = yield* PersonHasher
    const setting = { random: Random.make(seed), now, hashPerson: hash }
    const tenants = Array.from({ length: size }, (_, number) => aTenant(setting, number))
    yield* insertTenants(tenants)
    // Several at a time, as in production: they pass over what another holds.
    yield* Effect.all([work, work, work], { concurrency: "unbounded", discard: true })

    const [found, states] = [yield* outcomes, yield* runs]
    const kinds = new Map<string, number>()
    for (const tenant of tenants) {
      const [wanted, got] = [expected(tenant, setting), found.get(tenant.run.id)]
      const different = [...new Set([...wanted.keys(), ...got?.keys() ?? []])].find((id) =>
        wanted.get(id) !== got?.get(id)
      )
      // One contact alone: a difference of whole tenants takes for ever to print.
      if (different !== undefined) {
        assert.strictEqual(
          JSON.stringify(outcomeOf(tenant, different, got), null, 2),
          JSON.stringify(outcomeOf(tenant, different, wanted), null, 2)
        )
      }
      const count = (kind: string) => [...wanted.values()].filter((outcome) => outcome.startsWith(kind)).length
      const { planned, skipped, status } = states.get(tenant.run.id) ?? {}
      assert.deepStrictEqual({ planned, skipped }, { planned: count("message"), skipped: count("skip") })
      // One with nobody in it is over at once.
      assert.strictEqual(status, planned === 0 ? "COMPLETED" : "READY")
      for (const contact of tenant.contacts) {
        const kind = wanted.get(contact.id)?.replace(/^(message|skip \w+).*/s, "$1") ?? "nothing"
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      }
    }
    const answers = yield* explained(tenants, found)
    console.log(
      `seed ${seed}, ${size} tenants: ${JSON.stringify(Object.fromEntries(kinds))}; told why: ${
        JSON.stringify(answers)
      }`
    )
    // Nothing is proven about what never happened.
    for (const reason of ["DELETED", "OPTED_OUT", "NO_PHONE", "NO_APPROVED_TRANSLATION", "MISSING_VARIABLE"]) {
      assert.isAbove(kinds.get(`skip ${reason}`) ?? 0, 0, reason)
    }
    for (const reason of size < 1000 ? [] : rare) assert.isAbove(kinds.get(`skip ${reason}`) ?? 0, 0, reason)
    assert.isAbove(kinds.get("message") ?? 0, size)
  }).pipe(
    Effect.provide(domain),
    Effect.withClock(clockThatShows(() => now.epochMillis))
  )

const on = (
  name: string,
  module: () => Promise<{ readonly layer: Layer.Layer<SqlClient.SqlClient | Stores, unknown> }>,
  size: number
) =>
  layer(Layer.unwrapEffect(Effect.map(Effect.promise(module), (loaded) => loaded.layer)), {
    excludeTestServices: true,
    timeout: "60 seconds"
  })(name, ({ effect }) =>
    effect(`the audiences of ${size} random tenants are those of the domain's evaluator`, () =>
      agree(size), 120_000))

const { leftOut, run } = select(process.env)
if (run.includes("pglite")) on("pglite", () => import("../providers/pglite.js"), 60)
if (run.includes("postgres")) on("postgres", () => import("../providers/postgres.js"), 1000)
else it.skip(leftOut ?? "postgres is left out by TEST_PROVIDER", () => {})
