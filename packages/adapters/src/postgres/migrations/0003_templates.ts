import { script, tenantPolicies } from "./script.js"

/**
 * The platform's catalogue of templates, and their approvals per WABA.
 *
 * @since 0.1.0
 * @category migrations
 */
export default script(`
create table templates (
  id uuid primary key,
  name text not null constraint templates_name_key unique,
  category text not null check (category in ('UTILITY', 'MARKETING')),
  parameter_format text not null check (parameter_format in ('POSITIONAL', 'NAMED')),
  variables jsonb not null,
  created_at timestamptz not null
);
create table template_translations (
  id uuid primary key,
  template_id uuid not null references templates (id),
  "position" smallint not null,
  language text not null check (language in ('en', 'hi', 'kn', 'ta', 'pa')),
  header text,
  body text not null,
  footer text,
  unique (template_id, language)
);
grant select on templates, template_translations to ektola_app;
grant select, insert, update, delete on templates, template_translations to ektola_system;

create table waba_templates (
  jeweller_id uuid not null references jewellers (id),
  waba_id text not null,
  translation_id uuid not null references template_translations (id),
  template_id uuid not null references templates (id),
  language text not null check (language in ('en', 'hi', 'kn', 'ta', 'pa')),
  status text not null,
  category text not null check (category in ('UTILITY', 'MARKETING')),
  reason text,
  primary key (jeweller_id, waba_id, translation_id)
);
${tenantPolicies("waba_templates")}
grant select on waba_templates to ektola_app;
`)
