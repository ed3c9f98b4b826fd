// What .ci/run needs of Postgres, without psql: node .ci/database.mjs usable | create | drop <url> [name]
import pg from "pg"

const [command, url, name] = process.argv.slice(2)
const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })

try {
  await client.connect()
  if (command === "usable") {
    // The suites make databases and roles of their own, and the schema needs 15 or later.
    const { rows: [role] } = await client.query(
      `select rolsuper or (rolcreatedb and rolcreaterole) as able, current_setting('server_version_num')::int as version
       from pg_roles where rolname = current_user`
    )
    if (!role.able) throw new Error("the role may not create databases and roles")
    if (role.version < 150_000) throw new Error(`version ${role.version}; 15 or later is needed`)
  } else if (command === "create") {
    await client.query(`create database ${pg.escapeIdentifier(name)}`)
    const created = new URL(url)
    created.pathname = `/${name}`
    console.log(created.href)
  } else if (command === "drop") {
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
  } else {
    throw new Error(`no such command: ${command}`)
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  await client.end().catch(() => undefined)
}
