import { arNorm } from '#lib/kernel/arabic.ts';

/** Whom a text could name. */
export interface Named {
	name: string;
	office: string | null;
	phone: string | null;
}

/** First parts of names that are one name with what follows. */
const BOUND = new Set(['ابو', 'ام', 'ابن', 'بن', 'بنت', 'ال']);

/**
 * True where a text says who somebody is: two of their names one after the other, their only name, their office, or their
 * telephone. One name of several is not enough, for streets and shops are called so as well.
 */
export function tellsWho(text: string, people: readonly Named[]): boolean {
	const said = ` ${wordsOf(text).join(' ')} `;
	const digits = arNorm(text).replace(/[^0-9]/g, '');
	return people.some(({ name, office, phone }) => {
		const names = namesOf(name);
		const pairs = names.length < 2 ? names : names.slice(1).map((next, i) => `${names[i]} ${next}`);
		if (pairs.some((pair) => said.includes(` ${pair} `))) return true;
		const of = office ? wordsOf(office) : [];
		if (of.length > 1 && said.includes(` ${of.join(' ')} `)) return true;
		const number = phone?.replace(/[^0-9]/g, '').slice(-10) ?? '';
		return number.length === 10 && digits.includes(number);
	});
}

/** "عبد الرحمن" is written in one word or in two. */
const wordsOf = (text: string) =>
	arNorm(text.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '))
		.replace(/(?<=^| )عبد /g, 'عبد')
		.split(' ')
		.filter(Boolean);

function namesOf(name: string): string[] {
	const names: string[] = [];
	let bound = '';
	for (const word of wordsOf(name)) {
		bound = bound ? `${bound} ${word}` : word;
		if (BOUND.has(word)) continue;
		names.push(bound);
		bound = '';
	}
	return bound ? [...names, bound] : names;
}
