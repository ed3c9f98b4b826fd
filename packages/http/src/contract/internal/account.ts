import * as Password from "@ektola/domain/identity/Password"
import { Email } from "@ektola/domain/identity/User"
import { documented, secret } from "./fields.js"

/** The address of an account, as people type it. */
export const email = documented(
  Email,
  { type: "string", format: "email" },
  "Capitals and surrounding blanks do not matter."
)

const passwordLength = `${Password.minLength} to ${Password.maxLength} characters`

/** A password that somebody chooses; the domain judges it further. */
export const newPassword = secret(
  (text) => {
    const length = Password.countCharacters(text)
    return length >= Password.minLength && length <= Password.maxLength
  },
  `must have ${passwordLength}`,
  `${passwordLength}; not a common password, and neither an address, a name nor one word of these with digits.`
)
