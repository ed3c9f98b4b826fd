import { assert, describe, it } from "@effect/vitest"
import * as AuditViewPg from "@ektola/adapters/postgres/AuditViewPg"
import * as Database from "@ektola/adapters/postgres/Database"
import * as Postgres from "@ektola/adapters/postgres/layer"
import { Campaigns, type RunReport } from "@ektola/domain/campaigns/Campaigns"
import * as Audit from "@ektola/domain/messaging/Audit"
import { AuditView } from "@ektola/domain/ports/AuditView"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import { spawn } from "node:child_process"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { launch, openShops } from "../crash/Shop.js"
import { migratedDatabase } from "../providers/postgresDatabase.js"
import { platform, startWorker, workerEnvironment } from "./platform.js"

const customers = 300

/** `npm run verify`. */
const verify = (databaseUrl: string, ...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const script = fileURLToPath(new URL("../../packages/worker/src/verify.ts", import.meta.url))
    const child = spawn(process.execPath, ["--conditions=@ektola/source", "--import", "tsx", script, ...args], {
      env: workerEnvironment(databaseUrl),
      stdio: ["ignore", "pipe", "pipe"]
    })
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve))
    const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
    return { out, error, code }
  })

const sum = (counts: ReadonlyArray<number>): number => counts.reduce((total, count) => total + count, 0)

/** What must hold of every look at a run, and of each with the one before. */
const check = ({ figures, run }: RunReport, before: RunReport | null): void => {
  const { byLanguage, byState, failures, funnel, skips } = figures
  assert.strictEqual(sum(Object.values(byState)), run.planned)
  assert.strictEqual(funnel.planned, run.planned)
  assert.strictEqual(sum(byLanguage.map((each) => each.figures.funnel.planned)), run.planned)
  assert.strictEqual(sum(failures.map(({ count }) => count)), byState.FAILED)
  assert.strictEqual(sum(skips.map(({ count }) => count)), run.skipped)
  assert.isAtLeast(funnel.sent, funnel.delivered)
  assert.isAtLeast(funnel.delivered, funnel.read)
  for (const step of ["planned", "sent", "delivered", "read"] as const) {
    assert.isAtLeast(funnel[step], before?.figures.funnel[step] ?? 0, step)
  }
}

describe("the figures of a run on Postgres (needs DATABASE_URL)", () => {
  it.skipIf(process.env["DATABASE_URL"] === undefined)(
    "are right at every moment, while it is prepared, sent and told of by webhooks",
    { timeout: 120_000 },
    () =>
      Effect.gen(function*() {
        const databaseUrl = yield* migratedDatabase
        const { context, simulator, url, whatsAppUrl } = yield* platform({
          databaseUrl,
          simulator: {
            seed: 5,
            faults: {
              FAILS_131026: 0.1,
              FAILS_131049: 0.1,
              DUPLICATE: 0.1,
              DELIVERED_BEFORE_SENT: 0.1,
              READ_WITHOUT_DELIVERED: 0.1
            },
            answerDelay: [5, 60],
            webhooks: { batchWindow: 20 }
          }
        })
        const campaigns = Context.get(context, Campaigns)
        const view = yield* Effect.map(
          Layer.build(
            AuditViewPg.layer.pipe(
              Layer.provide(Database.layer),
              Layer.provide(Postgres.layerConnection({ url: Redacted.make(databaseUrl), maxConnections: 1 }))
            )
          ),
          Context.get(AuditView)
        )
        const { admin, shops } = yield* openShops({
          rates: [100],
          customersPerSegment: customers,
          simulator,
          webhookUrl: `${url}/webhooks/whatsapp`
        }).pipe(Effect.provide(context))
        const [shop] = shops
        assert(shop)
        yield* Effect.acquireRelease(
          Effect.sync(() => startWorker({ databaseUrl, whatsAppUrl })),
          ({ exited, process }) =>
            Effect.promise(async () => {
              process.kill("SIGKILL")
              await exited
            })
        )
        yield* Effect.provide(launch({ admin, shops, simulator, round: 1, sendWithinMinutes: 3 * 24 * 60 }), context)
        const [campaign] = (yield* campaigns.list(shop.owner, { after: null, limit: 1 })).items
        assert(campaign)

        let looks = 0
        let moments = 0
        let report: RunReport | null = null
        const end = Date.now() + 60_000
        while (report === null || !isOver(report)) {
          assert.isBelow(Date.now(), end, JSON.stringify(report))
          const [run] = (yield* campaigns.listRuns(shop.owner, campaign.id, { after: null, limit: 1 })).items
          if (run === undefined) continue
          const next: RunReport = yield* campaigns.getRun(shop.owner, run.id)
          check(next, report)
          looks++
          if (JSON.stringify(next.figures) !== JSON.stringify(report?.figures)) moments++
          report = next
          if (looks % 5 > 0) continue
          const recounted = yield* view.nextRun(null)
          assert(recounted)
          assert.deepStrictEqual(Audit.ofRun(recounted), [])
        }
        assert.isAtLeast(looks, 200)
        // Not the same moment 200 times.
        assert.isAtLeast(moments, 10)
        const { byState, funnel } = report.figures
        assert.deepStrictEqual([funnel.planned, funnel.sent, funnel.read], [customers, customers, byState.READ])
        // Of those that WhatsApp took some failed, and some were put off to another day.
        assert.isAbove(byState.FAILED, 0)
        assert.isAbove(byState.QUEUED, 0)
        assert.deepStrictEqual(yield* campaigns.getFigures(shop.owner, campaign.id), report.figures)

        const { id } = report.run
        const pool = yield* Effect.acquireRelease(
          Effect.sync(() => new pg.Pool({ connectionString: databaseUrl, max: 1 })),
          (pool) => Effect.promise(() => pool.end())
        )
        const write = (statement: string) => Effect.promise(() => pool.query<{ readonly id: string }>(statement))
        yield* write(
          "insert into figure_moves values (" +
            `'${shop.owner.jewellerId}', '${campaign.id}', '${id}', null, null, null, null, 'en', 'READ', 'READ', null, null, 2)`
        )
        const { rows: [hidden] } = yield* write(
          "update messages set state = 'DELIVERED', reached = 'DELIVERED' " +
            "where id = (select min(id::text)::uuid from messages where state = 'READ') returning id"
        )
        assert(hidden)
        const found = yield* verify(databaseUrl, "--repair")
        const [first, again] = found.out.split("Looking again:")
        const ofMessage = [
          `message ${hidden.id} of run ${id}: state is DELIVERED, and its attempts come to READ`,
          `message ${hidden.id} of run ${id}: reached is DELIVERED, and its attempts come to READ`
        ]
        assert.deepStrictEqual(first?.split("\n").filter((line) => / [-0-9a-f]{36}.*:/.test(line)), [
          `run ${id}: the figures have 0 DELIVERED in en that reached DELIVERED, and there are 1`,
          `run ${id}: the figures have ${byState.READ + 2} READ in en that reached READ, and there are ${
            byState.READ - 1
          }`,
          ...ofMessage
        ])
        assert.deepStrictEqual(again?.split("\n").filter((line) => / [-0-9a-f]{36}.*:/.test(line)), ofMessage)
        assert.deepStrictEqual([found.code, found.error], [1, "2 differences.\n"])
        yield* write(`update messages set state = 'READ', reached = 'READ' where id = '${hidden.id}'`)
        const repaired = yield* verify(databaseUrl, "--repair")
        assert.strictEqual(repaired.code, 0, repaired.out)
        assert.include(repaired.out, "Looked at 1 campaigns, 1 runs, 300 messages, 0 skips, 300 attempts,")
        assert.match(repaired.out, /\nNo difference\.\n$/)
        assert.deepStrictEqual((yield* campaigns.getRun(shop.owner, id)).figures, report.figures)
      }).pipe(Effect.scoped, Effect.provide(Logger.minimumLogLevel(LogLevel.None)), Effect.runPromise)
  )
})

/** Whether WhatsApp took every message and said what became of it. */
const isOver = ({ figures: { byState, funnel }, run }: RunReport): boolean =>
  run.status === "READY" && funnel.sent === customers && byState.READ + byState.FAILED + byState.QUEUED === customers
