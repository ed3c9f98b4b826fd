import type { Language } from "../../contacts/Language.js"
import type { Letter } from "../Letter.js"

/** What a letter says, line by line; the code stands between `before` and `after`. */
export interface Words {
  readonly subject: string
  readonly before: ReadonlyArray<string>
  readonly after: ReadonlyArray<string>
}

interface Told {
  readonly minutes: number
  readonly shopName: string
  readonly reason: string
  readonly days: number
}

type Kind = Letter["kind"]

export const words: Readonly<Record<Language, (kind: Kind, told: Told) => Words>> = {
  en: (kind, { days, minutes, reason, shopName }) =>
    ({
      LOG_IN_CODE: {
        subject: "Your code for EkTola",
        before: ["This is your code to log in:"],
        after: [`It is valid for ${minutes} minutes. Give it to nobody.`, "If you did not ask for it, do nothing."]
      },
      RESET_CODE: {
        subject: "Set a new password for EkTola",
        before: ["With this code you can set a new password:"],
        after: [`It is valid for ${minutes} minutes. Give it to nobody.`, "If you did not ask for it, do nothing."]
      },
      APPROVED: {
        subject: "Your shop is approved",
        before: [`${shopName} is approved. You can send messages to your customers now.`],
        after: []
      },
      REJECTED: {
        subject: "Your shop was not approved",
        before: [`${shopName} was not approved. The reason:`, reason],
        after: []
      },
      INVITATION: {
        subject: `Invitation to ${shopName}`,
        before: [`You are invited to ${shopName} on EkTola. Choose a password and begin with:`],
        after: [
          `The invitation is valid for ${days} days. Give it to nobody.`,
          "If you do not know who sent it, do nothing."
        ]
      },
      TOKEN_EXPIRING: {
        subject: "Your WhatsApp access ends soon",
        before: [
          `The WhatsApp access token of ${shopName} ends in ${days} days.`,
          "After that no messages leave. Make a new token in Meta Business Suite and connect WhatsApp again."
        ],
        after: []
      },
      SENDING_STOPPED: {
        subject: "Your messages are stopped",
        before: [
          `No messages leave for ${shopName} at the moment. The reason:`,
          reason,
          "What waits keeps waiting until it is too old."
        ],
        after: []
      }
    })[kind],
  hi: (kind, { days, minutes, reason, shopName }) =>
    ({
      LOG_IN_CODE: {
        subject: "EkTola के लिए आपका कोड",
        before: ["लॉग इन करने के लिए आपका कोड:"],
        after: [`यह ${minutes} मिनट तक मान्य है। इसे किसी को न बताएँ।`, "अगर आपने इसे नहीं माँगा था, तो कुछ न करें।"]
      },
      RESET_CODE: {
        subject: "EkTola के लिए नया पासवर्ड बनाएँ",
        before: ["इस कोड से आप नया पासवर्ड बना सकते हैं:"],
        after: [`यह ${minutes} मिनट तक मान्य है। इसे किसी को न बताएँ।`, "अगर आपने इसे नहीं माँगा था, तो कुछ न करें।"]
      },
      APPROVED: {
        subject: "आपकी दुकान स्वीकृत हो गई है",
        before: [`${shopName} स्वीकृत हो गई है। अब आप अपने ग्राहकों को संदेश भेज सकते हैं।`],
        after: []
      },
      REJECTED: {
        subject: "आपकी दुकान स्वीकृत नहीं हुई",
        before: [`${shopName} स्वीकृत नहीं हुई। कारण:`, reason],
        after: []
      },
      INVITATION: {
        subject: `${shopName} का निमंत्रण`,
        before: [`आपको EkTola पर ${shopName} में बुलाया गया है। पासवर्ड चुनें और इससे शुरू करें:`],
        after: [`यह निमंत्रण ${days} दिन तक मान्य है। इसे किसी को न बताएँ।`, "अगर आप भेजने वाले को नहीं जानते, तो कुछ न करें।"]
      },
      TOKEN_EXPIRING: {
        subject: "आपका WhatsApp एक्सेस जल्द समाप्त होगा",
        before: [
          `${shopName} का WhatsApp एक्सेस टोकन ${days} दिन में समाप्त हो जाएगा।`,
          "उसके बाद कोई संदेश नहीं जाएगा। Meta Business Suite में नया टोकन बनाएँ और WhatsApp को फिर से जोड़ें।"
        ],
        after: []
      },
      SENDING_STOPPED: {
        subject: "आपके संदेश रोक दिए गए हैं",
        before: [`अभी ${shopName} से कोई संदेश नहीं जा रहा है। कारण:`, reason, "रुके हुए संदेश समय रहने तक प्रतीक्षा करेंगे।"],
        after: []
      }
    })[kind],
  kn: (kind, { days, minutes, reason, shopName }) =>
    ({
      LOG_IN_CODE: {
        subject: "EkTola ಗಾಗಿ ನಿಮ್ಮ ಕೋಡ್",
        before: ["ಲಾಗಿನ್ ಆಗಲು ನಿಮ್ಮ ಕೋಡ್:"],
        after: [`ಇದು ${minutes} ನಿಮಿಷ ಮಾನ್ಯವಾಗಿರುತ್ತದೆ. ಇದನ್ನು ಯಾರಿಗೂ ಹೇಳಬೇಡಿ.`, "ನೀವು ಇದನ್ನು ಕೇಳಿರದಿದ್ದರೆ ಏನೂ ಮಾಡಬೇಡಿ."]
      },
      RESET_CODE: {
        subject: "EkTola ಗಾಗಿ ಹೊಸ ಪಾಸ್‌ವರ್ಡ್",
        before: ["ಈ ಕೋಡ್‌ನಿಂದ ನೀವು ಹೊಸ ಪಾಸ್‌ವರ್ಡ್ ಹೊಂದಿಸಬಹುದು:"],
        after: [`ಇದು ${minutes} ನಿಮಿಷ ಮಾನ್ಯವಾಗಿರುತ್ತದೆ. ಇದನ್ನು ಯಾರಿಗೂ ಹೇಳಬೇಡಿ.`, "ನೀವು ಇದನ್ನು ಕೇಳಿರದಿದ್ದರೆ ಏನೂ ಮಾಡಬೇಡಿ."]
      },
      APPROVED: {
        subject: "ನಿಮ್ಮ ಅಂಗಡಿ ಅನುಮೋದನೆಯಾಗಿದೆ",
        before: [`${shopName} ಅನುಮೋದನೆಯಾಗಿದೆ. ಈಗ ನೀವು ನಿಮ್ಮ ಗ್ರಾಹಕರಿಗೆ ಸಂದೇಶ ಕಳುಹಿಸಬಹುದು.`],
        after: []
      },
      REJECTED: {
        subject: "ನಿಮ್ಮ ಅಂಗಡಿ ಅನುಮೋದನೆಯಾಗಿಲ್ಲ",
        before: [`${shopName} ಅನುಮೋದನೆಯಾಗಿಲ್ಲ. ಕಾರಣ:`, reason],
        after: []
      },
      INVITATION: {
        subject: `${shopName} ಗೆ ಆಹ್ವಾನ`,
        before: [`EkTola ದಲ್ಲಿ ${shopName} ಸೇರಲು ನಿಮ್ಮನ್ನು ಆಹ್ವಾನಿಸಲಾಗಿದೆ. ಪಾಸ್‌ವರ್ಡ್ ಆರಿಸಿ, ಇದರಿಂದ ಪ್ರಾರಂಭಿಸಿ:`],
        after: [`ಈ ಆಹ್ವಾನ ${days} ದಿನ ಮಾನ್ಯವಾಗಿರುತ್ತದೆ. ಇದನ್ನು ಯಾರಿಗೂ ಹೇಳಬೇಡಿ.`, "ಕಳುಹಿಸಿದವರು ನಿಮಗೆ ಗೊತ್ತಿಲ್ಲದಿದ್ದರೆ ಏನೂ ಮಾಡಬೇಡಿ."]
      },
      TOKEN_EXPIRING: {
        subject: "ನಿಮ್ಮ WhatsApp ಪ್ರವೇಶ ಶೀಘ್ರದಲ್ಲೇ ಮುಗಿಯುತ್ತದೆ",
        before: [
          `${shopName} ನ WhatsApp ಪ್ರವೇಶ ಟೋಕನ್ ${days} ದಿನಗಳಲ್ಲಿ ಮುಗಿಯುತ್ತದೆ.`,
          "ನಂತರ ಯಾವುದೇ ಸಂದೇಶ ಹೋಗುವುದಿಲ್ಲ. Meta Business Suite ನಲ್ಲಿ ಹೊಸ ಟೋಕನ್ ಮಾಡಿ WhatsApp ಅನ್ನು ಮತ್ತೆ ಸಂಪರ್ಕಿಸಿ."
        ],
        after: []
      },
      SENDING_STOPPED: {
        subject: "ನಿಮ್ಮ ಸಂದೇಶಗಳನ್ನು ನಿಲ್ಲಿಸಲಾಗಿದೆ",
        before: [`ಸದ್ಯ ${shopName} ನಿಂದ ಯಾವುದೇ ಸಂದೇಶ ಹೋಗುತ್ತಿಲ್ಲ. ಕಾರಣ:`, reason, "ಕಾಯುತ್ತಿರುವ ಸಂದೇಶಗಳು ಸಮಯ ಮುಗಿಯುವವರೆಗೆ ಕಾಯುತ್ತವೆ."],
        after: []
      }
    })[kind],
  ta: (kind, { days, minutes, reason, shopName }) =>
    ({
      LOG_IN_CODE: {
        subject: "EkTola-க்கான உங்கள் குறியீடு",
        before: ["உள்நுழைய உங்கள் குறியீடு:"],
        after: [`இது ${minutes} நிமிடங்களுக்குச் செல்லும். யாரிடமும் சொல்ல வேண்டாம்.`, "நீங்கள் கேட்கவில்லை என்றால் எதுவும் செய்ய வேண்டாம்."]
      },
      RESET_CODE: {
        subject: "EkTola-க்குப் புதிய கடவுச்சொல்",
        before: ["இந்தக் குறியீட்டால் புதிய கடவுச்சொல்லை அமைக்கலாம்:"],
        after: [`இது ${minutes} நிமிடங்களுக்குச் செல்லும். யாரிடமும் சொல்ல வேண்டாம்.`, "நீங்கள் கேட்கவில்லை என்றால் எதுவும் செய்ய வேண்டாம்."]
      },
      APPROVED: {
        subject: "உங்கள் கடை அனுமதிக்கப்பட்டது",
        before: [`${shopName} அனுமதிக்கப்பட்டது. இப்போது உங்கள் வாடிக்கையாளர்களுக்குச் செய்தி அனுப்பலாம்.`],
        after: []
      },
      REJECTED: {
        subject: "உங்கள் கடை அனுமதிக்கப்படவில்லை",
        before: [`${shopName} அனுமதிக்கப்படவில்லை. காரணம்:`, reason],
        after: []
      },
      INVITATION: {
        subject: `${shopName} அழைப்பு`,
        before: [
          `EkTola-வில் ${shopName} கடையில் சேர நீங்கள் அழைக்கப்பட்டுள்ளீர்கள். கடவுச்சொல்லைத் தேர்ந்தெடுத்து இதைக் கொண்டு தொடங்குங்கள்:`
        ],
        after: [`இந்த அழைப்பு ${days} நாட்களுக்குச் செல்லும். யாரிடமும் சொல்ல வேண்டாம்.`, "அனுப்பியவரைத் தெரியாவிட்டால் எதுவும் செய்ய வேண்டாம்."]
      },
      TOKEN_EXPIRING: {
        subject: "உங்கள் WhatsApp அணுகல் விரைவில் முடிகிறது",
        before: [
          `${shopName} கடையின் WhatsApp அணுகல் டோக்கன் ${days} நாட்களில் முடிகிறது.`,
          "அதன் பிறகு எந்தச் செய்தியும் போகாது. Meta Business Suite-இல் புதிய டோக்கன் உருவாக்கி WhatsApp-ஐ மீண்டும் இணையுங்கள்."
        ],
        after: []
      },
      SENDING_STOPPED: {
        subject: "உங்கள் செய்திகள் நிறுத்தப்பட்டுள்ளன",
        before: [
          `இப்போது ${shopName} கடையிலிருந்து எந்தச் செய்தியும் போகவில்லை. காரணம்:`,
          reason,
          "காத்திருக்கும் செய்திகள் காலம் முடியும் வரை காத்திருக்கும்."
        ],
        after: []
      }
    })[kind],
  pa: (kind, { days, minutes, reason, shopName }) =>
    ({
      LOG_IN_CODE: {
        subject: "EkTola ਲਈ ਤੁਹਾਡਾ ਕੋਡ",
        before: ["ਲੌਗ ਇਨ ਕਰਨ ਲਈ ਤੁਹਾਡਾ ਕੋਡ:"],
        after: [`ਇਹ ${minutes} ਮਿੰਟ ਲਈ ਵੈਧ ਹੈ। ਇਹ ਕਿਸੇ ਨੂੰ ਨਾ ਦੱਸੋ।`, "ਜੇ ਤੁਸੀਂ ਇਹ ਨਹੀਂ ਮੰਗਿਆ ਸੀ, ਤਾਂ ਕੁਝ ਨਾ ਕਰੋ।"]
      },
      RESET_CODE: {
        subject: "EkTola ਲਈ ਨਵਾਂ ਪਾਸਵਰਡ",
        before: ["ਇਸ ਕੋਡ ਨਾਲ ਤੁਸੀਂ ਨਵਾਂ ਪਾਸਵਰਡ ਬਣਾ ਸਕਦੇ ਹੋ:"],
        after: [`ਇਹ ${minutes} ਮਿੰਟ ਲਈ ਵੈਧ ਹੈ। ਇਹ ਕਿਸੇ ਨੂੰ ਨਾ ਦੱਸੋ।`, "ਜੇ ਤੁਸੀਂ ਇਹ ਨਹੀਂ ਮੰਗਿਆ ਸੀ, ਤਾਂ ਕੁਝ ਨਾ ਕਰੋ।"]
      },
      APPROVED: {
        subject: "ਤੁਹਾਡੀ ਦੁਕਾਨ ਮਨਜ਼ੂਰ ਹੋ ਗਈ ਹੈ",
        before: [`${shopName} ਮਨਜ਼ੂਰ ਹੋ ਗਈ ਹੈ। ਹੁਣ ਤੁਸੀਂ ਆਪਣੇ ਗਾਹਕਾਂ ਨੂੰ ਸੁਨੇਹੇ ਭੇਜ ਸਕਦੇ ਹੋ।`],
        after: []
      },
      REJECTED: {
        subject: "ਤੁਹਾਡੀ ਦੁਕਾਨ ਮਨਜ਼ੂਰ ਨਹੀਂ ਹੋਈ",
        before: [`${shopName} ਮਨਜ਼ੂਰ ਨਹੀਂ ਹੋਈ। ਕਾਰਨ:`, reason],
        after: []
      },
      INVITATION: {
        subject: `${shopName} ਦਾ ਸੱਦਾ`,
        before: [`ਤੁਹਾਨੂੰ EkTola 'ਤੇ ${shopName} ਵਿੱਚ ਸੱਦਿਆ ਗਿਆ ਹੈ। ਪਾਸਵਰਡ ਚੁਣੋ ਅਤੇ ਇਸ ਨਾਲ ਸ਼ੁਰੂ ਕਰੋ:`],
        after: [`ਇਹ ਸੱਦਾ ${days} ਦਿਨ ਲਈ ਵੈਧ ਹੈ। ਇਹ ਕਿਸੇ ਨੂੰ ਨਾ ਦੱਸੋ।`, "ਜੇ ਤੁਸੀਂ ਭੇਜਣ ਵਾਲੇ ਨੂੰ ਨਹੀਂ ਜਾਣਦੇ, ਤਾਂ ਕੁਝ ਨਾ ਕਰੋ।"]
      },
      TOKEN_EXPIRING: {
        subject: "ਤੁਹਾਡੀ WhatsApp ਪਹੁੰਚ ਜਲਦੀ ਖ਼ਤਮ ਹੋਵੇਗੀ",
        before: [
          `${shopName} ਦਾ WhatsApp ਐਕਸੈਸ ਟੋਕਨ ${days} ਦਿਨਾਂ ਵਿੱਚ ਖ਼ਤਮ ਹੋ ਜਾਵੇਗਾ।`,
          "ਉਸ ਤੋਂ ਬਾਅਦ ਕੋਈ ਸੁਨੇਹਾ ਨਹੀਂ ਜਾਵੇਗਾ। Meta Business Suite ਵਿੱਚ ਨਵਾਂ ਟੋਕਨ ਬਣਾਓ ਅਤੇ WhatsApp ਨੂੰ ਦੁਬਾਰਾ ਜੋੜੋ।"
        ],
        after: []
      },
      SENDING_STOPPED: {
        subject: "ਤੁਹਾਡੇ ਸੁਨੇਹੇ ਰੋਕ ਦਿੱਤੇ ਗਏ ਹਨ",
        before: [`ਹੁਣ ${shopName} ਤੋਂ ਕੋਈ ਸੁਨੇਹਾ ਨਹੀਂ ਜਾ ਰਿਹਾ। ਕਾਰਨ:`, reason, "ਉਡੀਕਦੇ ਸੁਨੇਹੇ ਸਮਾਂ ਰਹਿਣ ਤੱਕ ਉਡੀਕ ਕਰਨਗੇ।"],
        after: []
      }
    })[kind]
}
