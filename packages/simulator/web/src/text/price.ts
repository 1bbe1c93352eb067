/** `⭐ 50`, `€12.50`: an amount in the smallest units of a currency, as a person reads it. */
export function priceLabel(amount: number, currency: string, language: string): string {
  if (currency === 'XTR') return `⭐ ${new Intl.NumberFormat(language).format(amount)}`;
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
