import type { Locale } from '#lib/kernel/locale.ts';

/**
 * The language that a program asks for: its `Accept-Language`, when it signs its request with a key. Browsers send
 * that header too, but there the page's own language decides, which is Arabic until somebody chooses.
 */
export function askedLocale(headers: Headers): Locale | undefined {
	if (!headers.has('authorization')) return undefined;
	const wishes = (headers.get('accept-language') ?? '').split(',').map((wish) => {
		const [tag = '', ...rest] = wish.trim().toLowerCase().split(';');
		const weight = Number(/^\s*q=([\d.]+)/.exec(rest[0] ?? 'q=1')?.[1] ?? 1);
		return { locale: tag.split('-')[0], weight };
	});
	wishes.sort((a, b) => b.weight - a.weight);
	return wishes.map((w) => w.locale).find((l): l is Locale => l === 'ar' || l === 'en');
}
