import { stripBidi, toArabicNumber, toLatinDigits } from './bidi.ts';

/** Money is a whole number of piastres; 100 make an Egyptian pound. */
export type Piastres = number;

export interface MoneyParts {
	negative: boolean;
	/** Pounds with thousands separators: `1,234,567`. */
	pounds: string;
	/** Always two digits. */
	piastres: string;
}

export interface MoneyStyle {
	locale: 'ar' | 'en';
	digits?: 'latn' | 'arab';
}

/** The parts of an amount, for receipts and tables that align them. */
export function moneyParts(amount: Piastres): MoneyParts {
	if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of piastres: ${amount}`);
	const whole = String(Math.floor(Math.abs(amount) / 100));
	return {
		negative: amount < 0,
		pounds: whole.replace(/\B(?=(\d{3})+$)/g, ','),
		piastres: String(Math.abs(amount) % 100).padStart(2, '0')
	};
}

/** `1,234.50 ج.م` or `EGP 1,234.50`; no hidden direction marks, so it is safe in files. */
export function formatMoney(amount: Piastres, { locale, digits = 'latn' }: MoneyStyle): string {
	const { negative, pounds, piastres } = moneyParts(amount);
	const plain = `${negative ? '-' : ''}${pounds}.${piastres}`;
	const number = digits === 'arab' ? toArabicNumber(plain) : plain;
	return locale === 'ar' ? `${number} ج.م` : `EGP ${number}`;
}

/**
 * Reads a typed amount of pounds: `1234.5`, `١٬٢٣٤٫٥٠ ج.م`, `EGP 1,234`. Null when it is no amount, has more than
 * two decimals or separators out of place: a misread amount is worse than a question.
 */
export function parseMoney(text: string): Piastres | null {
	const words = toLatinDigits(stripBidi(text))
		.replace(/ج\s*\.?\s*م\.?|جنيها|جنيه|EGP|L\.?E\.?/gi, ' ')
		.replaceAll('٬', ',')
		.replaceAll('٫', '.')
		.replace(/\u2212/g, '-')
		.trim();
	const match = /^(-?)\s*([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?$/.exec(words);
	if (!match) return null;
	const [, sign, pounds = '', fraction = ''] = match;
	const amount = Number(pounds.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
	if (!Number.isSafeInteger(amount)) return null;
	return sign && amount > 0 ? -amount : amount;
}
