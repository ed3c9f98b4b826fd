/** A job queue that records nothing: BullMQ with a job per message. Frozen. */
import { Queue, Worker } from "bullmq"
import { Redis } from "ioredis"
import { poster } from "./post.js"
import type { Message } from "./protocol.js"
import { serve } from "./serve.js"

const perCall = 5000

await serve(async (settings) => {
  const connect = () => new Redis(settings.redisUrl, { maxRetriesPerRequest: null })
  const options = { connection: connect(), prefix: settings.prefix }
  const queue = new Queue<Message>("send", options)
  const post = poster(settings.whatsappUrl, settings.inFlight)
  await queue.waitUntilReady()
  return {
    prepare: async (messages) => {
      for (let from = 0; from < messages.length; from += perCall) {
        await queue.addBulk(
          messages.slice(from, from + perCall).map((data) => ({
            name: "send",
            data,
            opts: { removeOnComplete: true }
          }))
        )
      }
    },
    sendAll: (messages) =>
      new Promise((resolve, reject) => {
        const worker = new Worker<Message>(
          "send",
          async ({ data }) => {
            await post(data)
          },
          { connection: connect(), prefix: settings.prefix, concurrency: settings.inFlight, autorun: false }
        )
        let completed = 0
        worker.on("completed", () => {
          if (++completed === messages) {
            resolve()
            // What it waits for is a blocked connection, long after the last message.
            void worker.close(true)
          }
        })
        worker.on("failed", (_, error) => reject(error))
        worker.run().catch(reject)
      })
  }
})
