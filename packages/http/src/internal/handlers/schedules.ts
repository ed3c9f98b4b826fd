import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as DomainPreview from "@ektola/domain/recurrence/Preview"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import { Preview } from "../../contract/SchedulesApi.js"
import { answer } from "../answer.js"

export const layer = HttpApiBuilder.group(
  Api,
  "schedules",
  (handlers) =>
    handlers.handle("preview", ({ payload: { after, count, schedule } }) =>
      Effect.map(
        answer(Effect.map(DateTime.now, (now) => DomainPreview.of(schedule, { count, after: after ?? now }))),
        (preview) => new Preview(preview, true)
      ))
)
