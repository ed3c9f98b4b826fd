import type { Report } from "@ektola/domain/messaging/Figures"

/** A report with the figures of a language beside its name. */
export const flat = (report: Report) => ({
  ...report,
  byLanguage: report.byLanguage.map(({ figures, language }) => ({ language, ...figures }))
})
