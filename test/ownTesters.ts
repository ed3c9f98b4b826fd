import { effect, it, layer, prop, scoped } from "@effect/vitest"

// A suite over a layer leaves its own testers at the one `it`, and the next file of the same process would get them.
Object.assign(it, { effect, layer, prop, scoped })
