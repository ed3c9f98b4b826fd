// The arrows that must never exist (the shape of the project: rules in the domain, adapters around it, http and worker
// compose). `npm run check -- direction`.
const src = (name) => `^packages/${name}/src/`

module.exports = {
  forbidden: [
    {
      name: "domain-depends-on-effect-alone",
      comment: "All rules live in the domain; whatever touches the world is an adapter behind a port.",
      severity: "error",
      from: { path: src("domain") },
      to: { pathNot: [src("domain"), "^node_modules/effect/"], couldNotResolve: false }
    },
    {
      name: "adapter-folders-do-not-know-each-other",
      comment:
        "An adapter can be swapped only if no other adapter is built on it; what two share goes to src/internal/.",
      severity: "error",
      from: { path: "^packages/adapters/src/([^/]+)/" },
      to: {
        path: "^packages/adapters/src/[^/]+/",
        pathNot: ["^packages/adapters/src/$1/", "^packages/adapters/src/internal/"]
      }
    },
    {
      name: "adapters-serve-and-do-not-compose",
      comment: "Adapters know the domain and their libraries, not the processes they are used in.",
      severity: "error",
      from: { path: src("adapters") },
      to: { path: "^packages/(http|worker|sdk)/" }
    },
    {
      name: "http-and-worker-are-separate-processes",
      severity: "error",
      from: { path: src("http") },
      to: { path: "^packages/worker/" }
    },
    {
      name: "worker-and-http-are-separate-processes",
      severity: "error",
      from: { path: src("worker") },
      to: { path: "^packages/http/" }
    },
    {
      name: "contract-stands-alone",
      comment: "OpenAPI and the SDK's types are made from the contract; nothing of the server may come with it.",
      severity: "error",
      from: { path: "^packages/http/src/contract/" },
      to: {
        path: "^(packages/|node_modules/(express|@effect/platform-node)/)",
        pathNot: ["^packages/http/src/contract/", "^packages/domain/"]
      }
    },
    {
      name: "sdk-depends-on-openapi-fetch-alone",
      comment:
        "The SDK runs in browsers: at run time nothing but its own files and openapi-fetch. Types may come along.",
      severity: "error",
      from: { path: src("sdk") },
      to: {
        pathNot: [src("sdk"), "^node_modules/openapi-fetch/"],
        dependencyTypesNot: ["type-only"],
        couldNotResolve: false
      }
    },
    {
      name: "sdk-types-are-its-own",
      comment: "A type of the server in the SDK's declarations would make its users install the server.",
      severity: "error",
      from: { path: src("sdk") },
      to: { path: "^(packages/(domain|adapters|http|worker)/|node_modules/(effect|@effect/[^/]+)/)" }
    },
    {
      name: "no-cycles",
      comment: "Cycles of types are fine: they are gone at run time.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }
    },
    {
      name: "published-code-lists-what-it-imports",
      comment: "What only the root installs is missing at whoever installs the package.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: {
        dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"],
        // A peer is listed, and may carry a second label besides.
        dependencyTypesNot: ["npm", "npm-peer", "npm-optional"]
      }
    },
    {
      name: "everything-resolves",
      comment: "A specifier that leads nowhere would slip through every rule above.",
      severity: "error",
      from: { path: "^(packages|examples)/" },
      to: { couldNotResolve: true }
    }
  ],
  options: {
    // Only our own output: packages of node_modules resolve to their dist, and would vanish from the graph with it.
    exclude: { path: "^packages/[^/]+/dist/" },
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@ektola/source", "import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".mts", ".js", ".mjs", ".json", ".d.ts"]
    }
  }
}
