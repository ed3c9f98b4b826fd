import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

// Tests run on live source: the custom condition makes every @ektola import resolve to `src`.
export default defineConfig({
  resolve: { conditions: ["@ektola/source"] },
  ssr: { resolve: { conditions: ["@ektola/source"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    // vitest leaves one processor free, and so on two of them runs one file after the other.
    maxWorkers: availableParallelism(),
    minWorkers: 1,
    testTimeout: 20_000,
    hookTimeout: 60_000
  }
})
