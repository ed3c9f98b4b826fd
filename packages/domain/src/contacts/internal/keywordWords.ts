/**
 * The words that opt a person out and bring one back, by language, with the usual spellings in Latin letters.
 *
 * Sources: the keywords of text-message carriers for English (without CANCEL, which in a shop cancels an order or a
 * scheme, and without YES, which answers anything); dictionaries and common chat spelling for the others. Not yet
 * checked by native speakers.
 *
 * Words are separated by blanks; `_` stands for a blank inside an alternative. Matching normalises table and message
 * alike, so capitals, nuktas and joiners do not matter here.
 */

/** Words that change nothing around a keyword: politeness, address, urgency. */
export const fillers = {
  anywhere: `
    please pls plz pl plss plse kindly hi hello hey dear sir madam mam maam team ok okay just now immediately
    asap thanks thank_you thankyou thx thanx bro sirji uncle
    कृपया कृपा_करके प्लीज प्लीज़ जी सर मैडम भाई भैया अंकल नमस्ते नमस्कार अभी तुरंत तुरन्त धन्यवाद
    kripya kripaya krupaya kripa_karke ji bhai bhaiya bhaiyya namaste namaskar abhi turant dhanyavad dhanyawad
    ದಯವಿಟ್ಟು ದಯಮಾಡಿ ಪ್ಲೀಸ್ ಸರ್ ಮೇಡಂ ನಮಸ್ಕಾರ ಧನ್ಯವಾದ ಧನ್ಯವಾದಗಳು ಈಗ ಈಗಲೇ ಅಣ್ಣ ಅಕ್ಕ
    dayavittu dayamadi sar namaskara dhanyavada dhanyavadagalu eega eegale anna akka
    தயவுசெய்து தயவு_செய்து ப்ளீஸ் பிளீஸ் சார் வணக்கம் நன்றி இப்போது உடனே உடனடியாக அண்ணா அக்கா
    thayavu_seithu thayavu_seidhu thayavuseithu dayavu_seidhu dayavuseidhu vanakkam nandri ippo udane
    ਕਿਰਪਾ_ਕਰਕੇ ਕਿਰਪਾ ਪਲੀਜ਼ ਜੀ ਸਰ ਵੀਰ ਵੀਰ_ਜੀ ਪਾਜੀ ਭਾਜੀ ਹੁਣੇ ਤੁਰੰਤ ਧੰਨਵਾਦ ਸਤਿ_ਸ੍ਰੀ_ਅਕਾਲ
    kirpa_karke kirpa veer veer_ji paaji hune sat_sri_akal`,
  /** Only after a keyword. */
  after: "yaar यार forever permanently right_away"
} as const

const message = `
    message messages msg msgs mesg mesage mesages messege messeges massage massages sms text texts whatsapp whats_app
    wa whatsapp_message whatsapp_messages whatsapp_msg whatsapp_msgs wa_msg text_message text_messages notification
    notifications
    मैसेज मेसेज मैसेजेस मेसेजेस मैसेजों संदेश सन्देश संदेशों सन्देशों एसएमएस व्हाट्सएप व्हाट्सऐप sandesh sandes
    ಸಂದೇಶ ಸಂದೇಶಗಳು ಸಂದೇಶಗಳನ್ನು ಸಂದೇಶವನ್ನು ಮೆಸೇಜ್ ಮೆಸೇಜು ಮೆಸೇಜುಗಳು ಮೆಸೇಜ್‌ಗಳು ಮೆಸೇಜ್‌ಗಳನ್ನು ಮೆಸೇಜುಗಳನ್ನು ಎಸ್ಎಂಎಸ್ sandesha
    sandeshagalu sandeshagalannu
    செய்தி செய்திகள் செய்திகளை செய்தியை மெசேஜ் மெசேஜ்கள் மெசேஜை மெசேஜ்களை குறுஞ்செய்தி குறுஞ்செய்திகள் எஸ்எம்எஸ்
    seithi seithigal seithigalai seidhi seidhigal
    ਮੈਸੇਜ ਮੈਸਿਜ ਸੁਨੇਹਾ ਸੁਨੇਹੇ ਸੰਦੇਸ਼ ਐਸਐਮਐਸ suneha sunehe sunehay`

const notice = "alert alerts update updates reminder reminders"

/** Every first word with every second one, as two words or, with nothing between, as one. */
const pairs = (first: string, second: string, between: "" | "_" = "_"): string =>
  first.split(" ").flatMap((one) => second.split(" ").map((other) => `${one}${between}${other}`)).join(" ")

// "Do not do" and "do not send", in Hindi and Punjabi.
const dontDo = [
  pairs("mat na nahi nahin nhi nai", "karo karna kro kare karen karein kariye kijiye kijie kiya_karo kia_karo"),
  pairs("मत न ना नहीं नही", "करो करना करें करिए कीजिए कीजिये किया_करो किया_करें"),
  pairs("ਨਾ ਮਤ ਨਹੀਂ", "ਕਰੋ ਕਰਿਓ ਕਰਨਾ ਕਰਿਆ_ਕਰੋ"),
  "na_kareo na_kario na_karya_karo"
].join(" ")
const matBhejo = `${pairs("mat", "bhejo bhejna bhejiye bheja_karo")} ${pairs("मत", "भेजो भेजना भेजिए भेजा_करो")}`
const dontSend = [
  dontDo,
  pairs("mat na nahi nahin nhi nai", "bhejo bhejna bhejiye bhejiyega bheje bhejen bhejein bheja_karo bheja_kare"),
  pairs("मत न ना नहीं नही", "भेजो भेजना भेजिए भेजिये भेजें भेजे भेजा_करो भेजा_करें"),
  pairs("ਨਾ ਮਤ ਨਹੀਂ", "ਭੇਜੋ ਭੇਜਿਓ ਭੇਜਣਾ ਭੇਜਿਆ_ਕਰੋ"),
  pairs("na", "bhejyo bhejeo bhejya_karo bhejeya_karo bhejia_karo")
].join(" ")

/** Words of one meaning, in all languages together, since people mix them. */
export const words = {
  message,
  /** Reminders and the like with the rest: who refuses them refuses all that can be refused. */
  anyMessage: `${message} ${notice}`,
  offer: `
    offer offers promotion promotions promo promos promotional marketing ad ads advert adverts advertisement
    advertisements advertising
    ऑफर ऑफ़र ऑफर्स प्रमोशन प्रमोशंस प्रचार विज्ञापन मार्केटिंग prachar vigyapan
    ಆಫರ್ ಆಫರ್‌ಗಳು ಕೊಡುಗೆ ಕೊಡುಗೆಗಳು ಕೊಡುಗೆಗಳನ್ನು ಜಾಹೀರಾತು ಜಾಹೀರಾತುಗಳು ಜಾಹೀರಾತುಗಳನ್ನು ಪ್ರಚಾರ jahiratu
    சலுகை சலுகைகள் சலுகைகளை விளம்பரம் விளம்பரங்கள் விளம்பரங்களை ஆஃபர் ஆஃபர்கள் vilambaram salugai
    ਆਫਰ ਆਫਰਾਂ ਪ੍ਰਚਾਰ ਪੇਸ਼ਕਸ਼ ਪੇਸ਼ਕਸ਼ਾਂ ਇਸ਼ਤਿਹਾਰ ਮਸ਼ਹੂਰੀ ishtihar`,
  all: `
    all all_the all_of_the all_these all_your these the this your any any_more anymore more further such every
    सब सभी सारे ये यह ये_सब यह_सब इन सब_कुछ अब अब_से आगे_से आपके sab sabhi saare sare ye yeh ye_sab yeh_sab sab_kuch ab
    ab_se aage_se aapke apke aapka apka
    ಎಲ್ಲಾ ಎಲ್ಲ ಈ ಇನ್ನು ella ee innu
    எல்லா எல்லாம் அனைத்து இந்த இனி இனிமேல் ellaam anaithu indha intha ini inimel
    ਸਾਰੇ ਸਭ ਇਹ ਇਹ_ਸਭ ਹੁਣ ਅੱਗੇ_ਤੋਂ eh eh_sab hun`,
  toMe: `
    me to_me us
    मुझे मुझको मेरे_को हमें हमको mujhe muje mujhko mujhe_ye mere_ko hume humein hamein
    ನನಗೆ ನಮಗೆ nanage namage nange
    எனக்கு எங்களுக்கு enakku engalukku
    ਮੈਨੂੰ ਸਾਨੂੰ mainu menu mainnu sanu`,
  again: `
    again once_again phir_se fir_se phirse firse dobara dubara wapas vapas फिर_से फिरसे दोबारा दुबारा वापस
    ಮತ್ತೆ ಪುನಃ matte மீண்டும் மறுபடியும் meendum marubadiyum ਮੁੜ ਫਿਰ_ਤੋਂ ਫੇਰ ਦੁਬਾਰਾ mur phir_ton`,
  sending: `
    sending send messaging texting getting receiving
    भेजना भेजने bhejna bhejne ಕಳುಹಿಸುವುದನ್ನು ಕಳಿಸುವುದನ್ನು kaluhisuvudannu kalisuvudannu
    அனுப்புவதை அனுப்புறதை anuppuvathai anupurathai ਭੇਜਣਾ ਭੇਜਣੇ bhejna bhejne`,

  // English
  stop: "stop stopp stop_it stopit s_t_o_p",
  /** Only alone: "end of list" leaves nothing. */
  enough: `
    stopall stop_all stop_everything stop_this stop_these stop_now quit end revoke dnd do_not_disturb dont_disturb
    do_not_disturb_me dont_disturb_me leave_me_alone`,
  leave: `
    unsubscribe unsub unsubscribed unsubscribe_me un_subscribe unsuscribe unsubcribe optout opt_out opt_me_out opted_out
    remove_me`,
  dont: "dont do_not donot dnt never",
  contact: "message msg text contact whatsapp spam sms",
  list: "list your_list the_list this_list mailing_list your_mailing_list contact_list your_contacts group",

  // Hindi and Punjabi share verbs; Kannada and Tamil borrow "stop", "band" and "start" with their own verbs.
  band: "band bandh bnd bund बंद बन्द ਬੰਦ stop स्टॉप स्टाप ਸਟਾਪ",
  shuru: "shuru shuroo suru chalu chaalu start शुरू शुरु चालू चालु स्टार्ट ਸ਼ੁਰੂ ਚਾਲੂ ਸਟਾਰਟ",
  karo: `
    kar karo kro karoo kardo krdo kar_do kr_do karde kar_de kr_de kar_den kar_dein kar_dena kr_dena kare karen karein karey
    kariye kariyega kijiye kijie kijiyega kar_dijiye kr_dijiye kar_dijie kardijiye kar_deejiye karwa_do karva_do
    कर करो कर_दो करदो करे करें कर_दे कर_दें कर_देना करना करिए करिये कीजिए कीजिये कीजिएगा कर_दीजिए कर_दीजिये करवा_दो
    ਕਰੋ ਕਰ_ਦੋ ਕਰਦੋ ਕਰ_ਦਿਓ ਕਰਦਿਓ ਕਰ_ਦੇਵੋ ਕਰ_ਦਿਉ ਕਰਿਓ ਕਰ ਕਰਨਾ kar_deo kardeo kar_dio kardio kr_deo kr_dio kareo kario
    kar_devo kar_dyo kardyo kr_dyo`,
  /** Only after such a verb: "stop na" is as much "do not stop". */
  na: "na ना ਨਾ",
  coming: "aana ana aane dena dene karna karne आना आने देना देने करना करने ਆਉਣਾ ਆਉਣੇ ਦੇਣਾ ਕਰਨਾ auna",
  disturb: "disturb pareshan paresan pareshaan tang डिस्टर्ब परेशान तंग ਡਿਸਟਰਬ ਪਰੇਸ਼ਾਨ ਤੰਗ",
  number: "number नंबर नम्बर ਨੰਬਰ",
  hatao: `
    hatao hata_do hatado hataiye hata_dijiye hata_de hata_deo हटाओ हटा_दो हटाएं हटाइए हटा_दीजिए हटा_दें ਹਟਾਓ ਹਟਾ_ਦਿਓ ਹਟਾ_ਦੋ
    ${pairs("delete remove", "karo kardo kar_do kro kr_do karna kar_dena kar_de kariye kijiye kar_dijiye kar_deo kar")}
    ${pairs("डिलीट रिमूव", "करो कर_दो कर_दें कीजिए कर_दीजिए")}`,
  roko: "roko rokiye roke rokein rok_do rokdo rok_dijiye रोको रोकिए रोकें रोक_दो रोक_दीजिए ਰੋਕੋ ਰੋਕ_ਦਿਓ ਰੋਕ_ਦੋ rok_deo",
  dontDo,
  dontSend,
  /** Without a word for messages: "mujhe nahi bheje" also complains of something that never came. */
  matBhejo,
  notWanted: `
    ${pairs("nahi nahin nai nhi", "chahiye chahie chaiye chahye chaie")} ${pairs("नहीं नही", "चाहिए चाहिये चाहिएं")}
    ${pairs("ਨਹੀਂ ਨਹੀ", "ਚਾਹੀਦੇ ਚਾਹੀਦਾ ਚਾਹੀਦੀ")} ${pairs("nahi nai", "chahide chahida chahidi")}
    ಬೇಡ ಬೇಡಿ beda bedi வேண்டாம் வேணாம் vendam venda venam vendaam`,

  // Kannada
  nillisi: `
    ನಿಲ್ಲಿಸಿ ನಿಲ್ಲಿಸು ನಿಲ್ಲಿಸಿರಿ ನಿಲ್ಲಿಸಿಬಿಡಿ ನಿಲ್ಸಿ ನಿಲ್ಲಿಸಬೇಕು nillisi nilisi nillisu nillisiri nilsi nillisibidi nillsi`,
  madi: "ಮಾಡಿ ಮಾಡು ಮಾಡಿರಿ ಮಾಡಿಬಿಡಿ ಮಾಡಬೇಕು madi maadi madu maadu madiri madibidi",
  stopKannada: "ಸ್ಟಾಪ್ ಬಂದ್ stop band bandh",
  startKannada: "ಸ್ಟಾರ್ಟ್ ಶುರು ಆರಂಭ ಪ್ರಾರಂಭ start shuru suru arambha prarambha",
  prarambhisi: `
    ಪ್ರಾರಂಭಿಸಿ ಪ್ರಾರಂಭಿಸು ಆರಂಭಿಸಿ ಆರಂಭಿಸು prarambhisi prarambisi praarambhisi arambhisi aarambhisi arambisi`,
  dontSendKannada: `
    ${pairs("ಕಳುಹಿಸ ಕಳಿಸ ಕಳಿಸ್ ಕಳ್ಸ್ ಕಳುಹಿಸ್ ಮಾಡ ಮಾಡ್ ಹಾಕ ಹಾಕ್", "ಬೇಡಿ ಬೇಡ", "")}
    ${pairs("kaluhisa kaluhis kalisa kalis kalsa kals mada maada mad maad haka hak", "bedi beda", "")} kalisa_bedi`,

  // Tamil
  niruthu: `
    நிறுத்து நிறுத்துங்கள் நிறுத்துங்க நிறுத்தவும் நிறுத்திடுங்க நிறுத்திவிடுங்கள் நிறுத்தி_விடுங்கள் நிறுத்த_வேண்டும்
    niruthu niruththu nirutthu nirutthu niruthungal niruthunga niruthavum niruthidunga niruthividungal
    niruttu niruttungal niruttavum nirthu nirthunga
    நிப்பாட்டு நிப்பாட்டுங்க நிப்பாட்டுங்கள் nippatu nippattu nippatunga nippattunga nippaattunga`,
  pannu:
    "பண்ணு பண்ணுங்க பண்ணுங்கள் பண்ணவும் செய் செய்யவும் செய்யுங்கள் pannu pannunga pannungal pannavum seyyavum seyyungal panunga panu",
  stopTamil: "ஸ்டாப் stop",
  startTamil: "ஸ்டார்ட் start ஆரம்பம் arambam",
  thodangu: `
    தொடங்கு தொடங்கவும் தொடங்குங்கள் தொடங்குங்க ஆரம்பி ஆரம்பிக்கவும் ஆரம்பியுங்கள் ஆரம்பிங்க thodangu thodangavum
    thodangungal thodangunga todangu arambi arambikkavum aarambi arambinga`,
  dontSendTamil: `
    அனுப்பாத அனுப்பாதே அனுப்பாதீர்கள் அனுப்பாதீங்க பண்ணாத பண்ணாதே பண்ணாதீர்கள் பண்ணாதீங்க
    ${pairs("அனுப்ப பண்ண", "வேண்டாம் வேணாம்")} ${pairs("அனுப்ப பண்ண", "வேண்டாம் வேணாம்", "")}
    ${pairs("anuppa anupa panna", "tha the theenga thinga dheenga dhinga theergal", "")}
    ${pairs("anuppa anupa panna", "vendam vendaam venda venam")} ${pairs("anuppa anupa panna", "vendam venam", "")}`
} as const
