/** Least and largest total of an invoice, in the smallest units of its currency. */
export interface AmountRange {
  low: number;
  high: number;
}

/**
 * Currencies in which invoices can be made. Telegram allows about 1 to 10,000 US dollars; how much that is
 * in others changes from day to day, so only those near to the dollar are held to it here.
 */
export const CURRENCIES: ReadonlyMap<string, AmountRange> = new Map(
  [
    'AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BHD BND BOB BRL BYN CAD CHF CLP CNY COP CRC CZK DKK DOP DZD',
    'EGP ETB EUR GBP GEL GHS GTQ HKD HNL HRK HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KRW KZT LBP',
    'LKR MAD MDL MMK MNT MOP MUR MVR MXN MYR MZN NGN NIO NOK NPR NZD PAB PEN PHP PKR PLN PYG QAR RON RSD',
    'RUB SAR SEK SGD SYP THB TJS TRY TTD TWD TZS UAH UGX USD UYU UZS VND YER ZAR',
  ]
    .flatMap((line) => line.split(' '))
    .map((code) => [
      code,
      code === 'USD' || code === 'EUR' ? { low: 100, high: 1_000_000 } : { low: 1, high: Infinity },
    ]),
);
