/** What each webhook fixture must change; `given` are fixtures that were said a hundred seconds before it. */
interface Case {
  readonly given?: ReadonlyArray<string>
  readonly effect: Readonly<Record<string, string>>
}

export const bodies: Readonly<Record<string, Case>> = {
  "account-alert-limit-deferred.json": {
    effect: {
      "alerts": "WARNING INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED of BUSINESS 400000000000011"
    }
  },
  "account-update-ban.json": {
    effect: {
      "account": "PAUSED POLICY until never",
      "ban": "DISABLE"
    }
  },
  "account-update-partner-removed.json": {
    effect: {
      "account": "PAUSED ACCOUNT until never",
      "token": "dropped",
      "access": "PARTNER_REMOVED"
    }
  },
  "account-update-reinstate.json": {
    given: ["account-update-ban.json"],
    effect: {
      "account": "CONNECTED null until never",
      "ban": "REINSTATE"
    }
  },
  "account-update-restriction.json": {
    effect: {
      "account": "PAUSED POLICY until 2026-11-28T00:00",
      "restrictions":
        "RESTRICTED_BIZ_INITIATED_MESSAGING until 2026-11-28T00:00, RESTRICTED_ADD_PHONE_NUMBER_ACTION until 2026-11-28T00:00"
    }
  },
  "account-update-violation.json": {
    effect: {
      "violation": "SPAM"
    }
  },
  "batch-mixed-tenants.json": {
    effect: {
      "contact 01": "+919800000001 IN.10000000000000000001 null",
      "contact 10": "+919800000010 IN.10000000000000000010 null",
      "message t1.c42.r0001": "DELIVERED DELIVERED",
      "message t1.c42.r0010": "READ READ",
      "event":
        "nobody has connected the number 200000000000002; nobody has connected the account 100000000000003; the catalogue has no template gold_sip_reminder in ta; 3 statuses match no attempt"
    }
  },
  "business-capability-update-integer.json": {
    effect: {
      "limit": "2000 persons, 80 a second"
    }
  },
  "business-capability-update-tier-string.json": {
    effect: {
      "limit": "10000 persons, 80 a second"
    }
  },
  "inbound-button-default-payload.json": {
    effect: {
      "contact 18": "+919800000018 IN.10000000000000000018 MARKETING",
      "refused by +919800000018": "MARKETING",
      "refused by IN.10000000000000000018": "MARKETING",
      "inbound": "button +919800000018 Stop promotions Stop promotions"
    }
  },
  "inbound-button.json": {
    effect: {
      "contact 17": "+919800000017 IN.10000000000000000017 MARKETING",
      "refused by +919800000017": "MARKETING",
      "refused by IN.10000000000000000017": "MARKETING",
      "inbound": "button +919800000017 Stop promotions OPTOUT:MARKETING"
    }
  },
  "inbound-interactive-button-reply.json": {
    effect: {
      "contact 19": "+919800000019 IN.10000000000000000019 null",
      "inbound": "interactive +919800000019 Renew loan loan:renew"
    }
  },
  "inbound-stop-bsuid-only.json": {
    effect: {
      "refused by IN.10000000000000000016": "ALL",
      "inbound": "text stop"
    }
  },
  "inbound-stop-hindi-quoted.json": {
    effect: {
      "contact 15": "+919800000015 IN.10000000000000000015 ALL",
      "refused by +919800000015": "ALL",
      "refused by IN.10000000000000000015": "ALL",
      "inbound": "text +919800000015 बंद करें"
    }
  },
  "inbound-stop.json": {
    effect: {
      "contact 14": "+919800000014 IN.10000000000000000014 ALL",
      "refused by +919800000014": "ALL",
      "refused by IN.10000000000000000014": "ALL",
      "inbound": "text +919800000014 STOP"
    }
  },
  "inbound-unsupported.json": {
    effect: {
      "contact 20": "+919800000020 IN.10000000000000000020 null",
      "inbound": "unsupported +919800000020"
    }
  },
  "phone-quality-update-legacy-downgrade.json": {
    given: ["phone-quality-update.json"],
    effect: {
      "limit": "2000 persons, 1000 a second",
      "quality": "DOWNGRADE"
    }
  },
  "phone-quality-update.json": {
    effect: {
      "limit": "null persons, 1000 a second",
      "quality": "THROUGHPUT_UPGRADE"
    }
  },
  "status-delivered-bsuid-only.json": {
    effect: {
      "contact 07": "+919800000007 IN.10000000000000000007 null",
      "message t1.c42.r0007": "DELIVERED DELIVERED"
    }
  },
  "status-delivered-marketing-lite.json": {
    effect: {
      "contact 08": "+919800000008 IN.10000000000000000008 null",
      "message t1.c43.r0008": "DELIVERED DELIVERED"
    }
  },
  "status-delivered.json": {
    effect: {
      "contact 01": "+919800000001 IN.10000000000000000001 null",
      "message t1.c42.r0001": "DELIVERED DELIVERED"
    }
  },
  "status-failed-131026.json": {
    effect: {
      "message t1.c42.r0002": "FAILED FAILED 131026"
    }
  },
  "status-failed-131049.json": {
    effect: {
      "message t1.c42.r0003": "QUEUED FAILED 131049"
    }
  },
  "status-failed-131050.json": {
    effect: {
      "message t1.c42.r0004": "FAILED FAILED 131050",
      "contact 04": "+919800000004 null MARKETING",
      "refused by +919800000004": "MARKETING"
    }
  },
  "status-failed-132015-string-code.json": {
    effect: {
      "template interest_due ta": "PAUSED UTILITY, Template is paused due to low quality (WhatsApp error 132015)",
      "campaign ब्याज reminder": "PAUSED TEMPLATE",
      "message t1.c42.r0005": "QUEUED FAILED 132015"
    }
  },
  "status-read.json": {
    effect: {
      "contact 01": "+919800000001 IN.10000000000000000001 null",
      "message t1.c42.r0001": "READ READ"
    }
  },
  "status-sent-free-customer-service.json": {
    effect: {
      "contact 09": "+919800000009 IN.10000000000000000009 null",
      "message t1.c44.r0009": "SENT SENT"
    }
  },
  "status-sent-legacy-conversation.json": {
    effect: {
      "message t1.c42.r0006": "SENT SENT"
    }
  },
  "status-sent.json": {
    effect: {
      "contact 01": "+919800000001 IN.10000000000000000001 null",
      "message t1.c42.r0001": "SENT SENT"
    }
  },
  "system-user-changed-number.json": {
    effect: {
      "contact 22": "+919800005022 null null",
      "inbound": "system +919800000022 +919800005022"
    }
  },
  "template-category-update-done.json": {
    given: ["template-category-update-impending.json"],
    effect: {
      "template gold_sip_reminder en": "APPROVED MARKETING, by WhatsApp, notice null never"
    }
  },
  "template-category-update-impending.json": {
    effect: {
      "template gold_sip_reminder en": "APPROVED UTILITY, by WhatsApp, notice MARKETING 2026-11-26T00:11"
    }
  },
  "template-quality-update.json": {
    effect: {
      "template monthly_gold_rate kn": "APPROVED MARKETING, quality YELLOW"
    }
  },
  "template-status-approved.json": {
    effect: {
      "template diwali_offer hi": "APPROVED MARKETING, by WhatsApp",
      "campaign diwali_offer": "ACTIVE null"
    }
  },
  "template-status-archived.json": {
    effect: {
      "template akshaya_tritiya_2025 en": "ARCHIVED MARKETING, by WhatsApp"
    }
  },
  "template-status-disabled.json": {
    given: ["template-status-paused.json"],
    effect: {
      "template monthly_gold_rate kn": "DISABLED MARKETING, by WhatsApp"
    }
  },
  "template-status-paused.json": {
    effect: {
      "template monthly_gold_rate kn":
        "PAUSED MARKETING, by WhatsApp, FIRST_PAUSE: Made-up description: the template was paused for the first time.",
      "campaign monthly_gold_rate": "PAUSED TEMPLATE"
    }
  },
  "template-status-pending-deletion-null-reason.json": {
    effect: {
      "template old_offer en": "PENDING_DELETION MARKETING, by WhatsApp"
    }
  },
  "template-status-rejected.json": {
    effect: {
      "template gold_loan_due en":
        "REJECTED UTILITY, by WhatsApp, INVALID_FORMAT: Made-up reason: two parameters stand next to each other.: Made-up advice: put text between the parameters."
    }
  },
  "unknown-field.json": {
    effect: {
      "contact 01": "+919800000001 IN.10000000000000000001 null",
      "message t1.c42.r0001": "READ READ",
      "event": "brand_new_field_2027 is not applied"
    }
  },
  "user-preferences-resume.json": {
    given: ["user-preferences-stop.json"],
    effect: {
      "contact 21": "+919800000021 IN.10000000000000000021 null",
      "refused by +919800000021": "null",
      "refused by IN.10000000000000000021": "null"
    }
  },
  "user-preferences-stop.json": {
    effect: {
      "contact 21": "+919800000021 IN.10000000000000000021 MARKETING",
      "refused by +919800000021": "MARKETING",
      "refused by IN.10000000000000000021": "MARKETING"
    }
  }
}

/** Answers to calls of ours and what is no single body: the suites named in the adapters' own list test them. */
export const answers: ReadonlyArray<string> = [
  "debug-token-ok.json",
  "duplicate-and-out-of-order.json",
  "send-error-100-subcode-33.json",
  "send-error-100.json",
  "send-error-130429-http429.json",
  "send-error-130429.json",
  "send-error-131000.json",
  "send-error-131031.json",
  "send-error-131042.json",
  "send-error-131048.json",
  "send-error-131056.json",
  "send-error-131063.json",
  "send-error-132000.json",
  "send-error-132001.json",
  "send-error-132015.json",
  "send-error-134101.json",
  "send-error-190.json",
  "send-error-2.json",
  "send-error-80007.json",
  "send-error-html-502.json",
  "send-ok-bsuid.json",
  "send-ok-held.json",
  "send-ok-no-message-status.json",
  "send-ok-wa-id-differs.json",
  "send-ok.json",
  "signature-cases.json",
  "template-create-error-2388299.json",
  "template-create-ok.json",
  "templates-list-last-page.json",
  "templates-list-page.json"
]
