import type { Language } from "../../contacts/Language.js"

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
}

type Kind = "LOG_IN_CODE" | "RESET_CODE" | "APPROVED" | "REJECTED"

export const words: Readonly<Record<Language, (kind: Kind, told: Told) => Words>> = {
  en: (kind, { minutes, reason, shopName }) =>
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
      }
    })[kind],
  hi: (kind, { minutes, reason, shopName }) =>
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
      }
    })[kind],
  kn: (kind, { minutes, reason, shopName }) =>
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
      }
    })[kind],
  ta: (kind, { minutes, reason, shopName }) =>
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
      }
    })[kind],
  pa: (kind, { minutes, reason, shopName }) =>
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
      }
    })[kind]
}
