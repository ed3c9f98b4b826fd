import { build } from "esbuild"
await build({
  entryPoints: ["test/simulation/main.ts"],
  bundle: true,
  format: "esm",
  platform: "node",
  conditions: ["@ektola/source"],
  outfile: "/tmp/sim.mjs",
  sourcemap: "inline",
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" }
})
