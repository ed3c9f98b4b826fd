import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as Coverage from "@ektola/domain/templates/Coverage"
import type * as Domain from "@ektola/domain/templates/Template"
import * as TemplateCheck from "@ektola/domain/templates/TemplateCheck"
import { Templates } from "@ektola/domain/templates/Templates"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import * as Paging from "../../contract/Paging.js"
import { Template, TemplateApproval, TemplateCoverage } from "../../contract/TemplatesApi.js"
import { answerTo } from "../answer.js"

export const layer = HttpApiBuilder.group(Api, "templates", (handlers) =>
  Effect.gen(function*() {
    const templates = yield* Templates
    return handlers
      .handle("create", ({ payload }) =>
        Effect.map(
          answerTo((principal) => templates.create(principal, payload)),
          toTemplate
        ))
      .handle("list", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) => templates.list(principal, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, toTemplate)
        ))
      .handle("get", ({ path }) =>
        Effect.map(
          answerTo((principal) => templates.get(principal, path.templateId)),
          toTemplate
        ))
      .handle("setApproval", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => templates.setApproval(principal, path.templateId, payload)),
          toApprovals
        ))
      .handle("listApprovals", ({ path }) =>
        Effect.map(answerTo((principal) => templates.approvals(principal, path.templateId)), toApprovals))
      .handle("coverage", ({ path }) =>
        Effect.map(
          answerTo((principal) =>
            templates.coverage(principal, path.templateId)
          ),
          (coverage) => new TemplateCoverage({ ...coverage, totals: Coverage.totals(coverage) }, true)
        ))
  }))

const toTemplate = (template: Domain.Template) =>
  new Template({ ...template, warnings: TemplateCheck.warnings(template) }, true)

const toApprovals = (approvals: ReadonlyArray<Domain.WabaTemplate>) => ({
  items: approvals.map((approval) => new TemplateApproval(approval, true))
})
