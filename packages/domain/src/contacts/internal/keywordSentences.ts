/**
 * The sentences that opt a person out and bring one back, made of the words in `keywordWords.ts` (sources are there).
 *
 * `<name>` is any of the words of that name, `a|b` either word, `_` a blank inside an alternative, and `?` makes a part
 * optional.
 */

/** Whole messages. `stop` refuses everything, `stopOffers` what advertises, `start` lifts. */
export const sentences: Readonly<
  Record<"en" | "hi" | "kn" | "ta" | "pa", {
    readonly stop: ReadonlyArray<string>
    readonly stopOffers: ReadonlyArray<string>
    readonly start: ReadonlyArray<string>
  }>
> = {
  en: {
    stop: [
      "<stop>",
      "<stop> <all>? <message>",
      "<stop> <sending> <toMe>? <all>? <message>?",
      "<all>? <message> stop",
      "<leave>",
      "<leave> from <all>? <message>",
      "<leave> from|of|off <list>",
      "<leave> of|from all",
      "opt_me|opt out of <all>? <message>",
      "take|delete me|my_number|my_no from|off <list>",
      "remove|delete my_number|my_no",
      "remove me|my_number|my_no from <list>",
      "<dont> <contact> <toMe>? again|anymore|any_more?",
      "<dont> send <toMe>? <all>? <message>",
      "no more <message>",
      "i? <dont> want <all>? <message>",
      "i? want|wish|would_like to <leave>",
      "i? want|wish|would_like to stop <sending> <all>? <message>",
      // The words of India's do-not-disturb register: there, START begins the silence.
      "start|activate dnd",
      "dnd start|activate"
    ],
    stopOffers: [
      "<stop> <all>? <offer> <message>?",
      "<stop> <sending> <toMe>? <all>? <offer> <message>?",
      "<leave> from <all>? <offer> <message>?",
      "<dont> send <toMe>? <all>? <offer> <message>?",
      "no more <offer> <message>?",
      "i? <dont> want <all>? <offer> <message>?"
    ],
    start: [
      "start|restart|resume|unstop|subscribe|resubscribe|optin|opt_in|un_stop <again>?",
      "start|restart|resume <all>? <message> <again>?",
      "start|restart|resume sending <toMe>? <all>? <message> <again>?",
      "start|restart|resume offers|promotions|marketing|promotional <message>? <again>?",
      "subscribe|resubscribe me <again>?",
      "subscribe|resubscribe to <all>? <message> <again>?",
      "opt_me in <again>?",
      "i want to subscribe|resubscribe|opt_in|optin <again>?",
      "stop|end|deactivate dnd",
      "dnd stop|end|deactivate"
    ]
  },
  hi: {
    stop: [
      "band|बंद|बन्द|स्टॉप|स्टाप|बंदकरो|बंदकरें|bandkaro|bandkardo|bandkro|stopkaro|अनसब्सक्राइब",
      "<toMe>? <all>? <message>? <sending>? <band> <karo>",
      "<all>? <message> <band>",
      "<toMe>? <all>? <message>? <roko>",
      "<toMe>? <all>? <message> <toMe>? <dontSend>",
      "<toMe> <all>? mat_bhejo|mat_bhejna|mat_bhejiye|मत_भेजो|मत_भेजिए",
      "<toMe>? <all>? <message> <notWanted>",
      "मेरा|mera number|no|नंबर|नम्बर|नाम|naam|name hatao|hata_do|hatado|hataiye|हटाओ|हटा_दो|हटाएं|हटाइए|delete_karo|remove_karo",
      "unsubscribe|अनसब्सक्राइब <karo>"
    ],
    stopOffers: [
      "<toMe>? <all>? <offer> <message>? <sending>? <band> <karo>",
      "<toMe>? <all>? <offer> <message>? <dontSend>",
      "<toMe>? <all>? <offer> <message>? <notWanted>",
      "<toMe>? <all>? <offer> <message>? <roko>"
    ],
    start: [
      "shuru|शुरू|शुरु|स्टार्ट|shurukaro|startkaro",
      "<again>? <message>? <again>? <sending>? <shuru> <karo>",
      "<message> <shuru>"
    ]
  },
  kn: {
    stop: [
      "ಸ್ಟಾಪ್",
      "<toMe>? <all>? <message>? <sending>? <nillisi>",
      "<toMe>? <all>? <message>? <stopKannada> <madi>",
      "<toMe>? <all>? <message> <notWanted>",
      "<toMe>? <all>? <message> <toMe>? <dontSendKannada>",
      "<message> <toMe> <all>? <notWanted>"
    ],
    stopOffers: [
      "<toMe>? <all>? <offer> <message>? <sending>? <nillisi>",
      "<toMe>? <all>? <offer> <message>? <stopKannada> <madi>",
      "<toMe>? <all>? <offer> <message>? <notWanted>",
      "<toMe>? <all>? <offer> <message>? <dontSendKannada>"
    ],
    start: [
      "ಸ್ಟಾರ್ಟ್|ಶುರು",
      "<again>? <message>? <again>? <sending>? <prarambhisi>",
      "<again>? <message>? <again>? <startKannada> <madi>"
    ]
  },
  ta: {
    stop: [
      "ஸ்டாப்",
      "<toMe>? <all>? <message>? <sending>? <niruthu>",
      "<toMe>? <all>? <message>? <stopTamil> <pannu>",
      "<toMe>? <all>? <message> <notWanted>",
      "<toMe>? <all>? <message> <toMe>? <dontSendTamil>",
      "<message> <toMe> <all>? <notWanted>"
    ],
    stopOffers: [
      "<toMe>? <all>? <offer> <message>? <sending>? <niruthu>",
      "<toMe>? <all>? <offer> <message>? <stopTamil> <pannu>",
      "<toMe>? <all>? <offer> <message>? <notWanted>",
      "<toMe>? <all>? <offer> <message>? <dontSendTamil>"
    ],
    start: [
      "ஸ்டார்ட்",
      "<again>? <message>? <again>? <thodangu>",
      "<again>? <message>? <again>? <startTamil> <pannu>"
    ]
  },
  // Verbs shared with Hindi are there.
  pa: {
    stop: ["ਬੰਦ|ਸਟਾਪ|ਬੰਦਕਰੋ", "unsubscribe <karo>", "ਮੇਰਾ ਨੰਬਰ|ਨਾਮ|ਨਾਂ ਹਟਾਓ|ਹਟਾ_ਦਿਓ|ਹਟਾ_ਦੋ"],
    stopOffers: [],
    start: ["ਸ਼ੁਰੂ|ਸਟਾਰਟ"]
  }
}
