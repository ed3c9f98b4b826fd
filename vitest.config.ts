import { defineConfig } from "vitest/config"

// Tests run on live source: the custom condition makes every @ektola import resolve to `src`.
export default defineConfig({
  resolve: { conditions: ["@ektola/source"] },
  ssr: { resolve: { conditions: ["@ektola/source"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000
  }
})
