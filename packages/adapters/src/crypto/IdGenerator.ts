/**
 * Ids, tokens and jitter from the operating system's random numbers.
 *
 * @since 0.1.0
 */
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as Effect from "effect/Effect"
import { globalValue } from "effect/GlobalValue"
import * as Layer from "effect/Layer"
import { randomFillSync } from "node:crypto"

/**
 * UUIDv7 whose 12 bits after the time are a counter within the millisecond (RFC 9562 §6.2, method 1), so that ids of one
 * process ascend, also when the clock steps back.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<IdGenerator> = Layer.succeed(
  IdGenerator,
  IdGenerator.of({
    id: Effect.clockWith((clock) => Effect.succeed(uuid(clock.unsafeCurrentTimeMillis()))),
    token: Effect.sync(() => `ek1.${random(16).toString("base64url")}`),
    jitter: Effect.sync(() => random(4).readUInt32BE() / 2 ** 32)
  })
)

// One for the process, however many layers are built.
const last = globalValue("@ektola/adapters/crypto/IdGenerator", () => ({ millis: -1, counter: 0 }))

const uuid = (now: number): string => {
  if (now > last.millis) {
    last.millis = now
    // The top bit stays 0: room for 2,048 ids or more before the counter carries into the time.
    last.counter = random(2).readUInt16BE() & 0x7ff
  } else if (++last.counter > 0xfff) {
    last.millis += 1
    last.counter = 0
  }
  const bytes = Buffer.allocUnsafe(16)
  bytes.writeUIntBE(last.millis, 0, 6)
  bytes.writeUInt16BE(0x7000 | last.counter, 6)
  random(8).copy(bytes, 8)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const pool = Buffer.alloc(4096)
let used = pool.length

/** Random bytes that nobody else gets; valid until the next call. Drawn in bulk: a call to the system costs 1 µs. */
const random = (size: number): Buffer => {
  if (used + size > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += size
  return pool.subarray(used - size, used)
}
