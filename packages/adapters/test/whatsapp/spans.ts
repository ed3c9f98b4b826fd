/** Everything that spans tell: names, attributes, events and how they ended. */
import * as Tracer from "effect/Tracer"
import { inspect } from "node:util"

export const record = () => {
  const told: Array<unknown> = []
  const tracer = Tracer.make({
    span: (name, parent, context, links, startTime, kind) => {
      const attributes = new Map<string, unknown>()
      told.push([name, attributes])
      return {
        _tag: "Span",
        name,
        spanId: "s",
        traceId: "t",
        parent,
        context,
        links,
        kind,
        attributes,
        sampled: true,
        status: { _tag: "Started", startTime },
        end: (_, exit) => told.push(exit),
        attribute: (key, value) => attributes.set(key, value),
        event: (event) => told.push(event),
        addLinks: () => undefined
      }
    },
    context: (run) => run()
  })
  return { tracer, text: () => inspect(told, { depth: 20 }) }
}
