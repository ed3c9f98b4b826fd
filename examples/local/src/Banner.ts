/** What a new user reads after the start. */
import { adminLogIn, shops } from "./DemoData.js"

export const print = (url: string, home: string): void => {
  const row = (what: string, value: string) => `  ${what.padEnd(26)}${value}`
  console.log([
    "",
    "EkTola is running. Nothing leaves this machine: WhatsApp is simulated.",
    "",
    row("API docs to try", `${url}/docs`),
    row("OpenAPI", `${url}/openapi.json`),
    row("Health", `${url}/health/ready`),
    row("E-mails, with their codes", `${url}/mailbox`),
    row("Simulated WhatsApp", `${url}/simulator/_simulator/seen?by=recipient`),
    "",
    "Log in with POST /v1/auth/login:",
    row("admin", `${adminLogIn.email} / ${adminLogIn.password}`),
    ...shops.map(({ email, name, password }) => row(name, `${email} / ${password}`)),
    "",
    `The data is in ${home}. Ctrl-C stops; the next start goes on with the same data.`,
    ""
  ].join("\n"))
}
