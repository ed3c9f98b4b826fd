// Prints the OpenAPI document of the HTTP contract. Runs under tsx with the source condition; see generate.mjs.
import { OpenApi } from "@effect/platform"
import { Api } from "../packages/http/src/contract/Api.ts"

process.stdout.write(JSON.stringify(OpenApi.fromApi(Api), null, 2) + "\n")
