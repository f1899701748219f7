import { arNorm } from '#lib/kernel/arabic.ts';

const KINDS = ['شارع', 'ش', 'طريق', 'حارة', 'ميدان', 'street', 'st', 'road', 'rd', 'square']
	.map(arNorm)
	.join('|');
/** What may come after the name of a street without being a part of it. */
const NEXT = [
	...['أمام', 'بجوار', 'جوار', 'خلف', 'قرب', 'بين', 'مع', 'متفرع', 'تقاطع', 'ناصية', 'من', 'قطعة', 'عقار'],
	...['عمارة', 'برج', 'منزل', 'رقم', 'الدور', 'شقة', 'حي', 'مدينة', 'قرية', 'مركز', 'منطقة'],
	...['near', 'opposite', 'behind', 'beside', 'off', 'corner', 'between', 'and', 'plot', 'building', 'no']
]
	.map(arNorm)
	.join('|');
const GAPS = /[^\p{L}\p{N}]+/u;

/**
 * An address without the names of streets that it calls streets: many are called like people, and where a plot lies is
 * on every map. A name that goes on is another one: "شارع سعاد فؤاد" takes nothing from "شارع سعاد فؤاد منصور".
 * @param streets names of streets about the plot, as the map has them.
 */
export function withoutStreets(address: string, streets: readonly string[]): string {
	let rest = arNorm(address);
	for (const street of streets) {
		const name = namesOf(street).join('[^\\p{L}\\p{N}]+');
		if (!name) continue;
		const ends = `(?= *(?:$|[^\\p{L} ]|(?:${NEXT})(?!\\p{L})))`;
		rest = rest
			.replace(new RegExp(`(?<!\\p{L})(${KINDS})[. ]+${name}${ends}`, 'gu'), '$1')
			.replace(new RegExp(`(?<=^|[^\\p{L} ] *)${name} +(${KINDS})(?!\\p{L})`, 'gu'), '$1');
	}
	return rest;
}

/** The words of a street's name after what kind of street it is. */
function namesOf(street: string): string[] {
	const words = arNorm(street).split(GAPS).filter(Boolean);
	const kind = new RegExp(`^(?:${KINDS})$`, 'u');
	if (words.length > 1 && kind.test(words[0]!)) return words.slice(1);
	return words.length > 1 && kind.test(words.at(-1)!) ? words.slice(0, -1) : words;
}
