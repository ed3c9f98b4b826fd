/**
 * Registering, logging in, and who one is.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Language from "@ektola/domain/contacts/Language"
import * as Otp from "@ektola/domain/identity/Otp"
import * as Password from "@ektola/domain/identity/Password"
import { Role, UserId } from "@ektola/domain/identity/User"
import { TimeZoneName } from "@ektola/domain/recurrence/TimeZone"
import * as Domain from "@ektola/domain/tenancy/Jeweller"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { email, newPassword } from "./internal/account.js"
import { about, body, documented, instant, line, secret } from "./internal/fields.js"

/**
 * @since 0.1.0
 * @category model
 */
export class User extends Schema.Class<User>("User")({
  id: UserId,
  jewellerId: about(Schema.NullOr(Domain.JewellerId), "Null for admins, who belong to no jeweller."),
  email: Schema.String,
  name: Schema.String,
  role: Role
}) {}

/**
 * @since 0.1.0
 * @category model
 */
export class Jeweller extends Schema.Class<Jeweller>("Jeweller")({
  id: Domain.JewellerId,
  name: Schema.String,
  status: about(Domain.Status, "Messages leave only while it is ACTIVE."),
  statusReason: Schema.NullOr(Schema.String),
  zone: about(Schema.String, "IANA time zone in which local times are meant."),
  defaultLanguage: Language.Language,
  allowedHours: about(
    Schema.NullOr(Schema.Struct({ from: Schema.String, to: Schema.String })),
    "When customers may be messaged, by the clock of the zone; outside of it messages wait. Null: at any hour."
  ),
  createdAt: instant()
}) {}

/**
 * `jeweller` is null for admins.
 *
 * @since 0.1.0
 * @category model
 */
export class Account extends Schema.Class<Account>("Account")({ user: User, jeweller: Schema.NullOr(Jeweller) }) {}

/**
 * @since 0.1.0
 * @category model
 */
export class Session extends Schema.Class<Session>("Session")({
  accessToken: about(Schema.String, "Send it as `Authorization: Bearer …`."),
  expiresAt: instant("When the access token ends; refresh before."),
  refreshToken: about(Schema.String, "Gives the next session at POST /v1/auth/refresh, once. Keep it secret."),
  refreshExpiresAt: instant("Log in again from then on."),
  user: User
}) {}

// A password of the greatest length in the longest way of writing it: four code points for one.
const longestLogIn = Password.maxLength * 4

const Registration = body("Registration", {
  jewellerName: line(120, "The name of the shop, as customers know it."),
  name: line(120, "The name of the person."),
  email,
  password: newPassword,
  zone: Schema.optionalWith(
    documented(TimeZoneName, { type: "string", default: Domain.defaultZone }, "IANA time zone of the shop."),
    { default: () => Domain.defaultZone }
  ),
  defaultLanguage: Schema.optionalWith(
    about(Language.Language, "For customers whose own language is not known; en if left out."),
    { default: () => "en" as const }
  )
})

const typedPassword = secret(
  (text) => [...text].length <= longestLogIn,
  `must have at most ${longestLogIn} characters`
)

const Credentials = body("Credentials", { email, password: typedPassword })

const RefreshRequest = body("RefreshRequest", {
  refreshToken: secret((text) => text.length <= 4096, "must have at most 4096 characters")
})

const PasswordChange = body("PasswordChange", { currentPassword: typedPassword, newPassword })

const code = documented(Otp.Code, { type: "string", pattern: "^[0-9]{6}$" }, "The six digits of the e-mail, as text.")

const CodeRequest = body("CodeRequest", { email })

const CodeCredentials = body("CodeCredentials", { email, code })

const PasswordReset = body("PasswordReset", { email, code, newPassword })

const register = HttpApiEndpoint.post("register", "/v1/auth/register")
  .setPayload(Registration)
  .addSuccess(Account, { status: 201 })
  .addError(ApiError.EmailTaken)
  .addError(ApiError.PasswordRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Register a jeweller and its owner",
    description:
      "The jeweller is PENDING: its owner can log in and prepare everything, and messages leave once an admin " +
      "has approved it."
  }))

const login = HttpApiEndpoint.post("login", "/v1/auth/login")
  .setPayload(Credentials)
  .addSuccess(Session)
  .addError(ApiError.LogInRefused)
  .addError(ApiError.TooManyTries)
  .annotateContext(OpenApi.annotations({
    summary: "Log in",
    description:
      "Gives an access token and a refresh token. Unknown addresses and wrong passwords get the same answer in the same " +
      "time. After 10 wrong passwords in 15 minutes, or 40 in a day, none is compared for a while; a code by e-mail " +
      "still lets the owner of the address in. A network has limits too: 50 wrong passwords in 15 minutes, 500 a day."
  }))

const sameAnswer = "The answer is the same, and comes in the same time, whether the address has an account or not."
const limits =
  "A code is valid for 10 minutes and 5 tries, the newest one only; an account gets 5 codes an hour, and " +
  "15 wrong tries a day."

const requestOtp = HttpApiEndpoint.post("requestOtp", "/v1/auth/otp/request")
  .setPayload(CodeRequest)
  .addError(ApiError.TooManyTries)
  .annotateContext(OpenApi.annotations({
    summary: "Mail me a code to log in with",
    description: `${sameAnswer} ${limits}`
  }))

const verifyOtp = HttpApiEndpoint.post("verifyOtp", "/v1/auth/otp/verify")
  .setPayload(CodeCredentials)
  .addSuccess(Session)
  .addError(ApiError.CodeRefused)
  .addError(ApiError.TooManyTries)
  .annotateContext(OpenApi.annotations({
    summary: "Log in with a code",
    description: "Gives what a log-in with the password gives. The code is used up."
  }))

const forgotPassword = HttpApiEndpoint.post("forgotPassword", "/v1/auth/password/forgot")
  .setPayload(CodeRequest)
  .addError(ApiError.TooManyTries)
  .annotateContext(OpenApi.annotations({
    summary: "Mail me a code for a new password",
    description: `${sameAnswer} ${limits}`
  }))

const resetPassword = HttpApiEndpoint.post("resetPassword", "/v1/auth/password/reset")
  .setPayload(PasswordReset)
  .addError(ApiError.CodeRefused)
  .addError(ApiError.PasswordRefused)
  .addError(ApiError.TooManyTries)
  .annotateContext(OpenApi.annotations({
    summary: "Set a new password with a code",
    description: "Ends all sessions of the account. A refused password does not use the code up."
  }))

const refresh = HttpApiEndpoint.post("refresh", "/v1/auth/refresh")
  .setPayload(RefreshRequest)
  .addSuccess(Session)
  .addError(ApiError.RefreshRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Continue a session",
    description:
      "Gives the next access token and the next refresh token. A request that is repeated within 30 seconds, since its " +
      "answer was lost or two were sent at once, gets the same next refresh token. A token that is used again later was " +
      "copied: the session ends, and other sessions of the account go on. A session ends after 7 days without use, and " +
      "after 30 days."
  }))

const logout = HttpApiEndpoint.post("logout", "/v1/auth/logout")
  .addError(ApiError.Forbidden)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    summary: "Log out",
    description: "Ends the session of the access token: neither it nor its refresh token is taken any more."
  }))

const logoutAll = HttpApiEndpoint.post("logoutAll", "/v1/auth/logout-all")
  .addError(ApiError.Forbidden)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    summary: "Log out everywhere",
    description: "Ends all sessions of the account, this one too."
  }))

const changePassword = HttpApiEndpoint.put("changePassword", "/v1/auth/password")
  .setPayload(PasswordChange)
  .addError(ApiError.Forbidden)
  .addError(ApiError.CurrentPasswordWrong)
  .addError(ApiError.PasswordRefused)
  .addError(ApiError.TooManyTries)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    summary: "Change my password",
    description: "Ends all other sessions of the account; this one goes on."
  }))

const me = HttpApiEndpoint.get("me", "/v1/auth/me")
  .addSuccess(Account)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    summary: "Who I am",
    description: "The account of the access token, with the jeweller it belongs to."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("auth")
  .add(register)
  .add(login)
  .add(requestOtp)
  .add(verifyOtp)
  .add(forgotPassword)
  .add(resetPassword)
  .add(refresh)
  .add(logout)
  .add(logoutAll)
  .add(changePassword)
  .add(me)
  .addError(ApiError.Unavailable)
  .annotateContext(OpenApi.annotations({ title: "Accounts", description: "Registering and logging in." }))
