import { NodeHttpServer } from "@effect/platform-node"
import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApp from "@effect/platform/HttpApp"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Router } from "express"
import { createHash } from "node:crypto"
import { Api } from "../contract/Api.js"

interface Page {
  readonly html: string
  readonly policy: string
}

/** `/openapi.json`, and `/docs`: the same to read and try out, in one page that asks no other host for anything. */
export const docs = (): Router => {
  const document = JSON.stringify(OpenApi.fromApi(Api))
  let page: Promise<Page> | undefined
  return Router()
    .get("/openapi.json", (_, response) => {
      response.type("application/json").send(document)
    })
    .get("/docs", async (_, response) => {
      page ??= Effect.runPromise(render)
      const { html, policy } = await page
      response.setHeader("Content-Security-Policy", policy)
      response.type("html").send(html)
    })
}

// The page weighs 1.4 MB, so it is loaded when somebody first asks for it.
const render: Effect.Effect<Page> = Effect.gen(function*() {
  const HttpApiSwagger = yield* Effect.promise(() => import("@effect/platform/HttpApiSwagger"))
  const page = HttpApiSwagger.layer({ path: "/docs" }).pipe(
    Layer.provide(Layer.succeed(HttpApi.Api, { api: Api as never, context: Context.empty() })),
    Layer.provideMerge(HttpApiBuilder.Router.Live)
  )
  const router = yield* Effect.provide(HttpApiBuilder.Router.router, page)
  const answer = HttpApp.toWebHandler(Effect.provide(Effect.orDie(router), NodeHttpServer.layerContext))
  const html = yield* Effect.promise(() => answer(new Request("http://localhost/docs")).then((it) => it.text()))
  return { html, policy: policyOf(html) }
})

/** Allows the scripts that stand in the page, by their digests, and requests to this server; nothing else. */
const policyOf = (html: string): string => {
  const scripts = Array.from(
    html.matchAll(/<script>([\s\S]*?)<\/script>/g),
    ([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  )
  return [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join("; ")
}
