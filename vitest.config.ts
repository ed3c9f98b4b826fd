import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

// Tests run on live source: the custom condition makes every @ektola import resolve to `src`.
export default defineConfig({
  resolve: { conditions: ["@ektola/source"] },
  ssr: { resolve: { conditions: ["@ektola/source"] } },
  test: {
    // vitest leaves one processor free, and so on two of them runs one file after the other.
    maxWorkers: availableParallelism(),
    minWorkers: 1,
    projects: [
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/{bench,crash,differential,e2e,limits,outage,simulation}/**/*.test.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000
        }
      },
      {
        extends: true,
        test: {
          name: "together",
          include: ["packages/*/test/**/*.test.ts", "test/{cases,contract,providers,scenarios}/**/*.test.ts"],
          // Loading the modules anew for every file takes as long as the tests.
          isolate: false,
          testTimeout: 20_000,
          hookTimeout: 60_000
        }
      }
    ]
  }
})
