/**
 * Passwords that are tried first, without signs and in lower case: the entries of public lists of leaked passwords that
 * have ten characters or more, and those of India. Shorter ones are refused for their length. A longer list would be an
 * adapter's work.
 */
const passwords = `
  1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx3edc qwertyuiop qwertyuiop123 qwerty123456 asdfghjkl123
  zaq12wsxcde3 qazwsxedc123 qweasdzxc123 qwerty12345 asdfghjklqw zxcvbnm123 abc123456789 abcd123456 abcd12345678
  a1b2c3d4e5 aa12345678 123123123123 1231231234 1122334455 1212121212 12341234123 1234512345 123456abcd 123456789a
  123456789q 987654321a 0987654321 11223344556677 7777777777 passw0rd123 p4ssw0rd123 pa55word123 password1234
  iloveyou12 iloveyou123 iloveyou1234 ilovemyself trustno1234 letmein1234 changeme123 changemenow supersecret
  administrator adminadmin12 adminpassword welcome1234 sunshine123 princess123 football123 superman123 computer123
  michelle123 master12345 dragon12345 monkey12345 testtest123 internet123 whatever123 fuckyou1234
  india12345 jaihind123 jaimatadi123 jaishriram jaishreeram jaishriram123 jaishreeram123 omsairam123 omnamahshivay
  omnamahshivaya harekrishna harekrishna123 radheradhe radheradhe123 ganpatibappa waheguruji satnamwaheguru
  krishna12345 bharatmata indian12345 mummypapa123 sachin12345 iloveindia iloveindia123
`

// With digits around them they are no better: "welcome2026", "1gold1234567".
const words = `
  password passwd passw0rd p4ssw0rd pa55word qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm abc abcd abcde abcdef
  admin administrator root user guest test testing demo login welcome letmein changeme secret default master
  iloveyou sunshine princess football superman dragon monkey computer internet whatever whatsapp google facebook
  india bharat jaihind jaimatadi jaishriram jaishreeram omsairam krishna ganesh ganesha lakshmi laxmi shivshakti hanuman
  waheguru mummypapa sachin dhoni kohli cricket
  gold golds silver jewel jewels jeweller jewellers jewellery jewelry diamond sona chandi shop
`

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

export const commonPasswords = list(passwords)
export const commonWords = list(words)
