import { useEffect, type ReactElement } from 'react';

import type { OrderField } from '../../api/content-types.ts';
import type { OrderInfo } from '../../api/payments.ts';
import { usePhrases } from '../../i18n/texts.ts';

/** Values of play, so that trying a payment needs no typing. */
const PLAY: Required<OrderInfo> = {
  name: 'Olena Koval',
  phone_number: '+15550101001',
  email: 'olena@example.com',
  shipping_address: { country_code: 'UA', state: '', city: 'Kyiv', street_line1: 'Khreshchatyk 1', post_code: '01001' },
};

/** What the bot wants to know of who pays. */
export function OrderForm({
  needs,
  value,
  onChange,
}: {
  needs: readonly OrderField[];
  value: OrderInfo;
  onChange: (value: OrderInfo) => void;
}): ReactElement {
  const { t } = usePhrases();
  const address = value.shipping_address ?? PLAY.shipping_address;
  const wanted = needs.join(' ');

  const isEmpty = Object.keys(value).length === 0;
  useEffect(() => {
    if (!isEmpty) return;
    const asked = Object.entries(PLAY).filter(([name]) => wanted.split(' ').includes(name));
    onChange(Object.fromEntries(asked));
  }, [wanted, isEmpty, onChange]);

  const texts: { need: 'name' | 'phone_number' | 'email'; label: string; type: string }[] = [
    { need: 'name', label: t.fullName, type: 'text' },
    { need: 'phone_number', label: t.phone, type: 'tel' },
    { need: 'email', label: t.email, type: 'email' },
  ];
  const parts: { part: 'country_code' | 'city' | 'street_line1' | 'post_code'; label: string }[] = [
    { part: 'country_code', label: t.country },
    { part: 'city', label: t.city },
    { part: 'street_line1', label: t.street },
    { part: 'post_code', label: t.postCode },
  ];
  return (
    <fieldset className="fields order-form">
      <legend>{t.orderInfo}</legend>
      {texts
        .filter(({ need }) => needs.includes(need))
        .map(({ need, label, type }) => (
          <label key={need} className="field">
            <span>{label}</span>
            <input
              type={type}
              required
              value={value[need] ?? ''}
              onChange={(event) => onChange({ ...value, [need]: event.target.value })}
            />
          </label>
        ))}
      {needs.includes('shipping_address')
        ? parts.map(({ part, label }) => (
            <label key={part} className="field">
              <span>{label}</span>
              <input
                type="text"
                required
                maxLength={part === 'country_code' ? 2 : 64}
                value={address[part]}
                onChange={(event) =>
                  onChange({ ...value, shipping_address: { ...address, [part]: event.target.value } })
                }
              />
            </label>
          ))
        : null}
    </fieldset>
  );
}
