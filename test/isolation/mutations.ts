/** A fault planted into the source of a package, and the test files of which one has to turn red. */
export interface Mutation {
  readonly name: string
  readonly changes: ReadonlyArray<{ readonly file: string; readonly from: string; readonly to: string }>
  readonly suites: ReadonlyArray<string>
}

const database = "packages/adapters/src/postgres/Database.ts"
const contacts = "packages/adapters/src/postgres/ContactStorePg.ts"

const walk = "packages/http/test/tenancy.test.ts"
const probe = "test/contract/postgres/isolation.test.ts"
const pool = "test/contract/postgres/tenancy.test.ts"

/** That a bulk route looks at its first id only is planted in the walk's own test: the contract has no such route yet. */
export const mutations: ReadonlyArray<Mutation> = [
  {
    name: "one table has no row-level security",
    changes: [{
      file: "packages/adapters/src/postgres/migrations/0002_contacts.ts",
      from: "${tenantPolicies(\"contacts\")}",
      to: "${tenantPolicies(\"contacts\")} alter table contacts disable row level security;"
    }],
    suites: [probe]
  },
  {
    name: "one handler forgets its tenant",
    changes: [
      {
        file: contacts,
        from: "TenantScope.tenant(jewellerId),\n          \"ContactStore.get\"",
        to: "TenantScope.system,\n          \"ContactStore.get\""
      },
      {
        file: contacts,
        from: "select * from contacts where jeweller_id = ${jewellerId} and id = ${contactId}`",
        to: "select * from contacts where id = ${contactId}`"
      }
    ],
    suites: [walk]
  },
  {
    name: "a pooled connection keeps the tenant",
    changes: [{ file: database, from: "SET LOCAL app.jeweller_id", to: "SET app.jeweller_id" }],
    suites: [pool]
  },
  {
    name: "a pooled connection keeps the role",
    changes: [{ file: database, from: "SET LOCAL ROLE", to: "SET ROLE" }],
    suites: [pool]
  },
  {
    name: "a tenant's transaction has the system's role",
    changes: [{
      file: database,
      from: "scope._tag === \"System\" ? \"ektola_system\" : \"ektola_app\"",
      to: "scope._tag === \"Nobody\" ? \"ektola_app\" : \"ektola_system\""
    }],
    suites: [pool]
  },
  {
    name: "a cursor is believed whoever signed it",
    changes: [{
      file: "packages/http/src/contract/Cursor.ts",
      from: "return signer.isOurs(`${place} ${position}`, bytes.subarray(0, signer.length))",
      to: "return signer.length > 0"
    }],
    suites: [walk]
  }
]

/** The text of a file with the mutation's changes to it. Throws when one does not fit any more. */
export const plant = (mutation: Mutation, file: string, text: string): string =>
  mutation.changes.filter((change) => change.file === file).reduce((text, { from, to }) => {
    const [before, after, ...more] = text.split(from)
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`"${mutation.name}" does not fit ${file} any more`)
    }
    return before + to + after
  }, text)
