import { formatMoney, shortName } from '@durabot/kit';
import { defineDialog, escapeHtml, type Choice, type Dialog } from '@durabot/runtime';
import { z } from 'zod';
import type { Desk } from '../../desk.ts';
import { parseShareScheme, type ShareScheme } from '../../domain/money/share-scheme.ts';
import { normaliseText } from '../../domain/normalise-text.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import { schemeExample, schemeText } from '../../reports/scheme-text.ts';
import { auditMoney } from '../../store/money-audit.ts';
import { findScheme, putScheme, type NamedScheme } from '../../store/scheme-store.ts';
import { texts } from '../../texts.ts';
import { readRule } from './read-rule.ts';
import { draftLifeMs } from '../draft-life.ts';

const ruleKinds = ['percent', 'tiers', 'fixed_per_visit'] as const;
const bases = ['labour', 'net'] as const;
const owners = ['company', 'master'] as const;
const bonuses = [0, 500, 1000] as const;

const draft = z.object({
  id: z.number().optional(),
  name: z.string(),
  kind: z.enum(ruleKinds),
  basis: z.enum(bases),
  /** As it was typed. */
  rule: z.string(),
  bonusBp: z.number().optional(),
  markup: z.enum(owners).optional(),
  falseCallMinor: z.number().optional(),
});
type Draft = z.infer<typeof draft>;

/** A share scheme, new or changed; the review card shows what it makes of an example. */
export function schemeDialog(desk: Desk): Dialog {
  const { currency } = desk.settings;
  return defineDialog<Draft>({
    name: 'share_scheme',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    steps: [
      {
        name: 'name',
        field: 'name',
        title: (language) => texts(language).plain('price-name'),
        prompt: ({ language }) => texts(language).t('scheme-name-prompt'),
        example: ({ language }) => texts(language).plain('scheme-name-example'),
        accepts: ['text'],
        parse: (input, { language }) => {
          const name = input.kind === 'text' ? normaliseText(input.text) : '';
          if (name.length < 2 || name.length > 100)
            return { ok: false, message: texts(language).t('scheme-name-prompt') };
          return { ok: true, value: name };
        },
        show: (name) => escapeHtml(name),
      },
      {
        name: 'kind',
        field: 'kind',
        title: (language) => texts(language).plain('scheme-kind'),
        prompt: ({ language }) => texts(language).t('scheme-kind-prompt'),
        accepts: ['choice'],
        columns: 1,
        choices: ({ language }): Choice<Draft['kind']>[] =>
          ruleKinds.map((kind) => ({
            key: kind,
            label: texts(language).plain('scheme-kind-word', { kind }),
            value: kind,
          })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('scheme-kind-prompt') }),
        show: (kind, { language }) => escapeHtml(texts(language).plain('scheme-kind-word', { kind })),
      },
      {
        name: 'rule',
        field: 'rule',
        title: (language) => texts(language).plain('scheme-rule'),
        prompt: ({ data, language }) => texts(language).t('scheme-rule-prompt', { kind: data.kind ?? 'percent' }),
        example: ({ data }) =>
          ({ percent: '50', tiers: '0: 40; 7000: 50', fixed_per_visit: '800' })[data.kind ?? 'percent'],
        accepts: ['text'],
        parse: (input, { data, language }) => {
          const text = input.kind === 'text' ? normaliseText(input.text) : '';
          const kind = data.kind ?? 'percent';
          if (readRule(text, kind) === undefined)
            return { ok: false, message: texts(language).t('scheme-rule-prompt', { kind }) };
          return { ok: true, value: text };
        },
        show: (rule) => escapeHtml(rule),
      },
      {
        name: 'basis',
        field: 'basis',
        title: (language) => texts(language).plain('scheme-basis'),
        prompt: ({ language }) => texts(language).t('scheme-basis-prompt'),
        accepts: ['choice'],
        columns: 1,
        choices: ({ language }): Choice<Draft['basis']>[] =>
          bases.map((basis) => ({
            key: basis,
            label: texts(language).plain('scheme-basis-choice', { basis }),
            value: basis,
          })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('scheme-basis-prompt') }),
        show: (basis, { language }) => escapeHtml(texts(language).plain('scheme-basis-choice', { basis })),
      },
      {
        name: 'bonus',
        field: 'bonusBp',
        optional: true,
        title: (language) => texts(language).plain('scheme-bonus'),
        prompt: ({ language }) => texts(language).t('scheme-bonus-prompt'),
        accepts: ['choice'],
        columns: 3,
        choices: (): Choice<number>[] => bonuses.map((bp) => ({ key: String(bp), label: `+${bp / 100} %`, value: bp })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('scheme-bonus-prompt') }),
        show: (bp) => `+${(bp ?? 0) / 100} %`,
      },
      {
        name: 'markup',
        field: 'markup',
        optional: true,
        when: ({ basis }) => basis === 'labour',
        title: (language) => texts(language).plain('scheme-markup-title'),
        prompt: ({ language }) => texts(language).t('scheme-markup-prompt'),
        accepts: ['choice'],
        choices: ({ language }): Choice<'company' | 'master'>[] =>
          owners.map((whose) => ({
            key: whose,
            label: texts(language).plain('scheme-whose', { whose }),
            value: whose,
          })),
        parse: (_, { language }) => ({ ok: false, message: texts(language).t('scheme-markup-prompt') }),
        show: (whose, { language }) => escapeHtml(texts(language).plain('scheme-whose', { whose: whose ?? 'company' })),
      },
      {
        name: 'false_call',
        field: 'falseCallMinor',
        optional: true,
        title: (language) => texts(language).plain('scheme-false-call-title'),
        prompt: ({ language }) => texts(language).t('scheme-false-call-prompt'),
        example: () => '500',
        accepts: ['text'],
        parse: (input, { language }) => {
          const parsed = parseMoney(input.kind === 'text' ? input.text : '');
          if (!parsed.ok) return { ok: false, message: texts(language).t('form-amount-unclear') };
          return { ok: true, value: parsed.amountMinor };
        },
        show: (minor, { language }) => formatMoney(minor ?? 0, currency, language),
      },
    ],
    review: ({ data, language }) => {
      const scheme = schemeOf(data);
      const preview = scheme === undefined ? {} : { footer: escapeHtml(schemeExample(scheme, currency, language)) };
      return {
        title: texts(language).t('scheme-review'),
        confirm: texts(language).plain('form-confirm'),
        ...preview,
      };
    },
    complete: async (ctx, data, { language }) => {
      const words = texts(language);
      const scheme = schemeOf(data);
      if (ctx.from === undefined || !desk.roles.may(ctx.from.id, 'manage_money'))
        return { ok: false, message: words.t('not-allowed-now') };
      // The kind was changed on the review card, and what was typed for the other one does not fit.
      if (scheme === undefined)
        return { ok: false, message: words.t('scheme-rule-prompt', { kind: data.kind }), step: 'rule' };
      const tx = await ctx.durable.tx();
      const at = new Date(desk.clock.nowMs());
      const before = data.id === undefined ? undefined : await findScheme(tx, data.id);
      // What the form does not ask stays as it was.
      const { seniorMinimumBp, warrantyReworkBp, warrantyPartsBy, roundToMinor } = before?.scheme ?? scheme;
      const whole = { ...scheme, seniorMinimumBp, warrantyReworkBp, warrantyPartsBy, roundToMinor };
      const id = await putScheme(tx, { id: before?.id, name: data.name, scheme: whole, at });
      if (id === undefined) return { ok: false, message: words.t('scheme-twin'), step: 'name' };
      await auditMoney(tx, {
        action: before === undefined ? 'scheme.added' : 'scheme.changed',
        entity: { kind: 'scheme', id: String(id) },
        ...(before === undefined ? {} : { before: { name: before.name, rules: before.scheme } }),
        after: { name: data.name, rules: whole },
        by: { userId: ctx.from.id, name: shortName(ctx.from) },
        at,
      });
      const html = words.t('scheme-done', {
        name: data.name,
        text: schemeText(whole, currency, language),
        example: schemeExample(whole, currency, language),
      });
      return { ok: true, card: { html } };
    },
    texts: {
      title: (language) => texts(language).plain('scheme-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function schemeOf(data: Partial<Draft>): ShareScheme | undefined {
  const rule = readRule(data.rule ?? '', data.kind ?? 'percent');
  if (rule === undefined) return undefined;
  return parseShareScheme({
    basis: data.basis ?? 'labour',
    rule,
    reviewBonusBp: data.bonusBp ?? 0,
    outOfTownBonusBp: data.bonusBp ?? 0,
    partsMarkupTo: data.markup ?? 'company',
    falseCallMinor: data.falseCallMinor ?? 0,
  });
}

/** The answers that make a scheme again. */
export function schemeValues({ id, name, scheme }: NamedScheme): Record<string, unknown> {
  const { rule } = scheme;
  const typed =
    rule.kind === 'percent'
      ? String(rule.bp / 100)
      : rule.kind === 'tiers'
        ? rule.tiers.map(({ fromMinor, bp }) => `${fromMinor / 100}: ${bp / 100}`).join('; ')
        : String(rule.amountMinor / 100);
  return {
    id,
    name,
    kind: rule.kind,
    rule: typed,
    basis: scheme.basis,
    bonusBp: scheme.reviewBonusBp,
    ...(scheme.basis === 'labour' ? { markup: scheme.partsMarkupTo } : {}),
    falseCallMinor: scheme.falseCallMinor,
  };
}
