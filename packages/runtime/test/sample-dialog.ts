import { z } from 'zod';
import { defineDialog, type Completion, type Dialog } from '../src/dialog/define-dialog.ts';
import { escapeHtml } from '../src/dialog/html.ts';
import type { Language } from '../src/dialog/language.ts';

const sampleData = z.object({
  device: z.string(),
  problem: z.string(),
  voice: z.string().optional(),
  phone: z.string(),
  known: z.boolean().optional(),
  relation: z.enum(['repeat', 'warranty', 'new']).optional(),
  price: z.number().optional(),
  photos: z.array(z.string()).optional(),
});

export type SampleData = z.infer<typeof sampleData>;

const devices = {
  fridge: { ru: '🧊 Холодильник', uk: '🧊 Холодильник', en: '🧊 Fridge' },
  washer: { ru: '🌀 Стиральная машина', uk: '🌀 Пральна машина', en: '🌀 Washing machine' },
} as const;

/** A small order dialog with everything that a dialog may have: a branch, a sub-step, an optional step, attachments. */
export function sampleDialog(
  complete: (data: SampleData) => Completion | Promise<Completion> = () => ({ ok: true }),
): Dialog {
  return defineDialog<SampleData, { knownPhones: readonly string[] }>({
    name: 'sample_order',
    version: 2,
    expiresAfterMs: 30 * 24 * 3_600_000,
    privateOnly: true,
    data: sampleData,
    load: async () => ({ knownPhones: ['+70000000001'] }),
    steps: [
      {
        name: 'device',
        field: 'device',
        title: (language) => say(language, 'Техника', 'Техніка', 'Device'),
        prompt: ({ language }) => say(language, 'Что сломалось?', 'Що зламалося?', 'What broke?'),
        accepts: ['choice', 'text'],
        choices: ({ language }) =>
          Object.entries(devices).map(([key, names]) => ({ key, label: names[language], value: key })),
        parse: (input) =>
          input.kind === 'text' ? { ok: true, value: input.text } : { ok: false, message: 'Name it.' },
        show: (value) => escapeHtml(value),
      },
      {
        name: 'problem',
        field: 'problem',
        title: (language) => say(language, 'Проблема', 'Проблема', 'Problem'),
        prompt: () => 'What is wrong?',
        example: () => 'does not drain',
        accepts: ['text', 'voice'],
        parse: (input) => {
          if (input.kind === 'voice') return { ok: true, value: '🎙', also: { voice: input.fileId } };
          if (input.kind === 'text' && input.text.length >= 4) return { ok: true, value: input.text };
          return { ok: false, message: 'At least 4 characters, please.' };
        },
        show: (value) => escapeHtml(value),
      },
      {
        name: 'phone',
        field: 'phone',
        title: (language) => say(language, 'Телефон', 'Телефон', 'Phone'),
        prompt: () => 'Which phone?',
        example: () => '+70000000001',
        accepts: ['text', 'contact'],
        parse: (input, { env }) => {
          const phone = input.kind === 'contact' ? input.phone : input.kind === 'text' ? input.text : '';
          if (!/^\+\d{11}$/.test(phone)) return { ok: false, message: 'That is no phone.' };
          const known = env.knownPhones.includes(phone);
          return { ok: true, value: phone, also: { known, relation: undefined } };
        },
        show: (value) => escapeHtml(value),
      },
      {
        name: 'client',
        field: 'relation',
        partOf: 'phone',
        when: ({ known }) => known === true,
        title: (language) => say(language, 'Клиент', 'Клієнт', 'Client'),
        prompt: () => 'A known client.',
        accepts: ['choice'],
        choices: () => [
          { key: 'repeat', label: 'Repeat', value: 'repeat' },
          { key: 'warranty', label: 'Warranty', value: 'warranty' },
          { key: 'new', label: 'New', value: 'new' },
        ],
        parse: () => ({ ok: false, message: 'Please choose.' }),
        show: (value) => value ?? '',
      },
      {
        name: 'price',
        field: 'price',
        optional: true,
        title: (language) => say(language, 'Цена', 'Ціна', 'Price'),
        prompt: () => 'How much?',
        accepts: ['text'],
        parse: (input) =>
          input.kind === 'text' && /^\d+$/.test(input.text)
            ? { ok: true, value: Number(input.text) }
            : { ok: false, message: 'Digits, please.' },
        show: (value) => String(value),
      },
    ],
    attach: (input, { photos }) => (input.kind === 'photo' ? { photos: [...(photos ?? []), input.fileId] } : undefined),
    review: ({ language }) => ({
      title: say(language, 'Проверка', 'Перевірка', 'Review'),
      confirm: say(language, '✅ Создать', '✅ Створити', '✅ Create'),
    }),
    complete: async (_ctx, data) => complete(data),
    texts: {
      title: (language) => say(language, 'Заявка', 'Заявка', 'Order'),
      unfinished: (language) => say(language, 'незаконченная заявка', 'незавершена заявка', 'an unfinished order'),
    },
  });
}

function say(language: Language, ru: string, uk: string, en: string): string {
  return { ru, uk, en }[language];
}
