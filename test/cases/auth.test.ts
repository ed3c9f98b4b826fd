import { describeCases, elsewhere } from "./table.js"

const sessions = (title: string) => elsewhere("packages/http/test/sessions.test.ts", title)
const codes = (title: string) => elsewhere("packages/http/test/codes.test.ts", title)
const tries = (title: string) => elsewhere("packages/http/test/tries.test.ts", title)
const stored = (title: string) => elsewhere("test/contract/postgres/auth.test.ts", title)
const refreshing = (title: string) => elsewhere("packages/domain/test/identity/RefreshFamily.test.ts", title)

describeCases("accounts from public bug reports", "auth.json", {
  "AUT-01": [
    sessions("of ten parallel refreshes has one live successor, which all of them get"),
    stored("ten parallel refreshes of one client end in one family with one live successor")
  ],
  "AUT-02": [
    sessions("gives the identical successor when an answer was lost, and none of its tokens is stored"),
    refreshing("AUT-02 a client that lost the answer asks again after 2 s, and goes on"),
    stored("a lost answer is repeated with the identical successor, and reuse ends that session alone")
  ],
  "AUT-03": [
    sessions("ends as a whole when a token two generations back comes, and other sessions go on"),
    refreshing("AUT-03 an old token ten minutes later ends the family")
  ],
  "AUT-04": codes("is locked after five wrong tries, also for the right one, and a new one is needed"),
  "AUT-05": [codes("lets one of two in who use it at once"), stored("of ten who use one code at once one gets in")],
  "AUT-06": codes("is replaced by a newer one, and six digits as text"),
  "AUT-07": [
    codes("is replaced by a newer one, and six digits as text"),
    elsewhere("packages/domain/test/identity/Otp.test.ts", "AUT-07")
  ],
  "AUT-08": [
    sessions("\"alg none\""),
    elsewhere("packages/http/test/AccessToken.test.ts", "another algorithm is refused, also with the right secret")
  ],
  "AUT-09": [
    sessions("that changes the password goes on, and the others end"),
    codes("is replaced with a code, and every session ends")
  ],
  "AUT-10": stored("an address is one account, however it is written, also for two who register at once"),
  "AUT-11": [
    stored("an unknown address takes the same statements and hashes as a known one"),
    stored("an unknown address takes the same time as a known one"),
    codes("looks the same for an address that nobody has: answers, stored codes and mails"),
    tries("lock an account that there is not in the same way, with the same answer")
  ],
  "AUT-12": [
    tries("of one account are limited, whatever the caller says of his address"),
    tries("a network is what the proxy saw, and its limit holds over all accounts")
  ],
  "AUT-13": [
    codes("stands in no table and no log"),
    stored("neither a code, a token, an invitation nor a password stands in any table or log")
  ],
  "AUT-14": stored("no answer sets a cookie, nor clears one")
})
