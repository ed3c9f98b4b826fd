/**
 * The sentences that opt a person out and bring one back, made of the words in `keywordWords.ts` (sources are there).
 *
 * `<name>` is any of the words of that name, `a|b` either word, `_` a blank inside an alternative, and `?` makes a part
 * optional.
 */

/** Whole messages. `stop` refuses everything, `stopOffers` what advertises; `start` and `startOffers` lift it. */
export const sentences: Readonly<
  Record<"en" | "hi" | "kn" | "ta" | "pa", {
    readonly stop: ReadonlyArray<string>
    readonly stopOffers: ReadonlyArray<string>
    readonly start: ReadonlyArray<string>
    readonly startOffers: ReadonlyArray<string>
  }>
> = {
  en: {
    stop: [
      "<stop>",
      "<enough>",
      "<stop> <all>? my? <anyMessage>",
      "<stop> <sending> <toMe>? <all>? my? <anyMessage>?",
      "<all>? my? <anyMessage> stop",
      "<leave>",
      "<leave> from|of <all>? my? <anyMessage>",
      "unsubscribe|unsub <all>? my? <anyMessage>",
      "<leave> from|of|off <list>",
      "<leave> of|from all",
      "take|delete me|my_number|my_no from|off <list>",
      "remove|delete my_number|my_no",
      "remove me|my_number|my_no from <list>",
      "<dont> <contact> <toMe>? again|anymore|any_more?",
      "<dont> send <toMe>? <all>? <anyMessage>",
      "no more <anyMessage>",
      "no message|messages|msg|msgs",
      "i? <dont> want <all>? <anyMessage>",
      "i? want|wish|would_like to <leave>",
      "i? want|wish|would_like to stop <sending> <all>? my? <anyMessage>",
      // The words of India's do-not-disturb register: there, START begins the silence.
      "start|activate dnd",
      "dnd start|activate"
    ],
    stopOffers: [
      "<stop> <all>? my? <offer> <anyMessage>?",
      "<stop> <sending> <toMe>? <all>? <offer> <anyMessage>?",
      "<leave> from|of? <all>? <offer> <anyMessage>?",
      "<dont> send <toMe>? <all>? <offer> <anyMessage>?",
      "no more <offer> <anyMessage>?",
      "i? <dont> want <all>? <offer> <anyMessage>?"
    ],
    start: [
      "start|restart|resume|unstop|subscribe|resubscribe|optin|opt_in|un_stop <again>?",
      // Somebody who wants reminders alone has not asked for all the rest, so those words are no message here.
      "start|restart|resume <all>? my? <message> <again>?",
      "start|restart|resume sending <toMe>? <all>? <message> <again>?",
      "subscribe|resubscribe me <again>?",
      "subscribe|resubscribe to <all>? <message> <again>?",
      "opt_me in <again>?",
      "i want to subscribe|resubscribe|opt_in|optin <again>?",
      "stop|end|deactivate dnd",
      "dnd stop|end|deactivate"
    ],
    startOffers: [
      "start|restart|resume offers|promotions|marketing|promotional <anyMessage>? <again>?"
    ]
  },
  hi: {
    stop: [
      // Without "band": alone, in Latin letters, that is a ring.
      "बंद|बन्द|स्टॉप|स्टाप|बंदकरो|बंदकरें|bandkaro|bandkardo|bandkro|stopkaro|अनसब्सक्राइब",
      "<toMe>? <all>? <anyMessage>? <sending>? <band> <karo> <na>?",
      "<toMe>? <all>? <anyMessage> <coming> <band> <karo> <na>?",
      // Of messages in general only: "alert band" and "update band" may as well be questions.
      "<all>? <message> <band>",
      "<toMe>? <all>? <anyMessage>? <roko> <na>?",
      "<toMe>? <all>? <anyMessage> <toMe>? <dontSend>",
      "<toMe> <all>? <matBhejo>",
      "<toMe>? <disturb> <dontDo>",
      "<toMe>? <all>? <anyMessage> <notWanted>",
      "मेरा|mera <number> list_se|लिस्ट_से? <hatao>",
      "मेरा|mera no|नाम|naam|name list_se|लिस्ट_से? <hatao>",
      "<number> list_se|लिस्ट_से? <hatao>",
      "unsubscribe|अनसब्सक्राइब <karo>"
    ],
    stopOffers: [
      "<toMe>? <all>? <offer> <anyMessage>? <sending>? <band> <karo> <na>?",
      "<toMe>? <all>? <offer> <anyMessage>? <coming> <band> <karo> <na>?",
      "<all>? <offer> <message>? <band>",
      "<toMe>? <all>? <offer> <anyMessage>? <dontSend>",
      "<toMe>? <all>? <offer> <anyMessage>? <notWanted>",
      "<toMe>? <all>? <offer> <anyMessage>? <roko> <na>?"
    ],
    start: [
      "shuru|शुरू|शुरु|स्टार्ट|shurukaro|startkaro",
      "<again>? <message>? <again>? <sending>? <shuru> <karo> <na>?",
      "<message> <shuru>"
    ],
    startOffers: []
  },
  kn: {
    stop: [
      "ಸ್ಟಾಪ್",
      "<toMe>? <all>? <anyMessage>? <sending>? <nillisi>",
      "<toMe>? <all>? <anyMessage>? <stopKannada> <madi>",
      "<toMe>? <all>? <anyMessage> <notWanted>",
      "<toMe>? <all>? <anyMessage> <toMe>? <dontSendKannada>",
      "<anyMessage> <toMe> <all>? <notWanted>"
    ],
    stopOffers: [
      "<toMe>? <all>? <offer> <anyMessage>? <sending>? <nillisi>",
      "<toMe>? <all>? <offer> <anyMessage>? <stopKannada> <madi>",
      "<toMe>? <all>? <offer> <anyMessage>? <notWanted>",
      "<toMe>? <all>? <offer> <anyMessage>? <dontSendKannada>"
    ],
    start: [
      "ಸ್ಟಾರ್ಟ್|ಶುರು",
      "<again>? <message>? <again>? <sending>? <prarambhisi>",
      "<again>? <message>? <again>? <startKannada> <madi>"
    ],
    startOffers: []
  },
  ta: {
    stop: [
      "ஸ்டாப்",
      "<toMe>? <all>? <anyMessage>? <sending>? <niruthu>",
      "<toMe>? <all>? <anyMessage>? <stopTamil> <pannu>",
      "<toMe>? <all>? <anyMessage> <notWanted>",
      "<toMe>? <all>? <anyMessage> <toMe>? <dontSendTamil>",
      "<anyMessage> <toMe> <all>? <notWanted>"
    ],
    stopOffers: [
      "<toMe>? <all>? <offer> <anyMessage>? <sending>? <niruthu>",
      "<toMe>? <all>? <offer> <anyMessage>? <stopTamil> <pannu>",
      "<toMe>? <all>? <offer> <anyMessage>? <notWanted>",
      "<toMe>? <all>? <offer> <anyMessage>? <dontSendTamil>"
    ],
    start: [
      "ஸ்டார்ட்",
      "<again>? <message>? <again>? <thodangu>",
      "<again>? <message>? <again>? <startTamil> <pannu>"
    ],
    startOffers: []
  },
  // Verbs shared with Hindi are there.
  pa: {
    stop: ["ਬੰਦ|ਸਟਾਪ|ਬੰਦਕਰੋ", "unsubscribe <karo>", "ਮੇਰਾ ਨੰਬਰ|ਨਾਮ|ਨਾਂ ਹਟਾਓ|ਹਟਾ_ਦਿਓ|ਹਟਾ_ਦੋ"],
    stopOffers: [],
    start: ["ਸ਼ੁਰੂ|ਸਟਾਰਟ"],
    startOffers: []
  }
}
