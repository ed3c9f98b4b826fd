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
    // Loading all modules anew for every file takes more than a third of the time.
    isolate: false,
    setupFiles: ["test/ownTesters.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000
  }
})
