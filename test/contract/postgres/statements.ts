import * as Layer from "effect/Layer"
import * as Tracer from "effect/Tracer"

/** Every statement that runs below `layer`, in order and without its parameters. */
export const statements = () => {
  const all: Array<string> = []
  const tracer = Tracer.make({
    span: (name, parent, context, links, startTime, kind) => ({
      _tag: "Span",
      name,
      spanId: "0",
      traceId: "0",
      parent,
      context,
      status: { _tag: "Started", startTime },
      attributes: new Map(),
      links,
      sampled: true,
      kind,
      end: () => {},
      attribute: (key, value) => {
        if (key === "db.query.text") all.push(String(value).replaceAll(/\s+/g, " ").trim())
      },
      event: () => {},
      addLinks: () => {}
    }),
    context: (execution) => execution()
  })
  return { all, layer: Layer.setTracer(tracer) }
}
