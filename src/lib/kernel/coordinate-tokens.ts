import { arNorm } from './arabic.ts';
import { parseCrs } from './crs-parse.ts';
import type { Srid } from './crs-registry.ts';

/** One half of a typed coordinate: up to degrees, minutes and seconds, and the axis it names. */
export interface TypedValue {
	/** Degrees, or metres. */
	value: number;
	axis: 'x' | 'y' | null;
	/** Minutes, seconds or a degree sign leave no doubt that it is an angle. */
	angle: boolean;
}

/** What stands in the text, before anybody asks where it lies. */
export interface TypedCoordinate {
	/** The system named beside the numbers (EPSG code, belt, UTM zone). */
	system: Srid | null;
	values: [TypedValue, TypedValue];
}

type Token = { number: string } | { axis: 'x' | 'y'; sign: 1 | -1 } | { mark: string } | { comma: true };

/** Words for the axes and marks, after `arNorm`; longest first. */
const WORDS: [pattern: RegExp, symbol: string][] = [
	[/خط الطول|خط طول|طول|longitude|long|lng|lon/g, ' E '],
	[/دائره عرض|خط العرض|خط عرض|عرض|latitude|lat/g, ' N '],
	[/شمالا|شمال|northing|north/g, ' N '],
	[/جنوبا|جنوب|south/g, ' S '],
	[/شرقا|شرق|easting|east/g, ' E '],
	[/غربا|غرب|west/g, ' W '],
	[/درجات|درجه|degrees|deg/g, '°'],
	[/دقائق|دقايق|دقيقه|minutes|min/g, "'"],
	[/ثواني|ثانيه|seconds|sec/g, '"']
];
const LETTERS: Record<string, Token> = {
	N: { axis: 'y', sign: 1 },
	S: { axis: 'y', sign: -1 },
	E: { axis: 'x', sign: 1 },
	W: { axis: 'x', sign: -1 },
	Y: { axis: 'y', sign: 1 },
	X: { axis: 'x', sign: 1 },
	ش: { axis: 'y', sign: 1 },
	ج: { axis: 'y', sign: -1 },
	ق: { axis: 'x', sign: 1 },
	غ: { axis: 'x', sign: -1 },
	ص: { axis: 'y', sign: 1 },
	س: { axis: 'x', sign: 1 }
};
const TOKEN = /\s*(?:([-+]?\d+(?:\.\d+)?)|(\p{L})(?!\p{L})|([°'"])|(,)|[:=])/uy;

/** Every way to read a typed text as two values; more than one only where commas can mean two things. */
export function readTokens(text: string): TypedCoordinate[] {
	const { system, rest } = takeSystem(plain(text));
	return commaReadings(rest).flatMap((reading) => {
		const tokens = tokenise(reading);
		const halves = tokens && split(tokens);
		const [first, second] = halves ? halves.map(typedValue) : [];
		if (!first || !second || (first.axis !== null && first.axis === second.axis)) return [];
		const other = (axis: TypedValue['axis']) => (axis === null ? null : axis === 'x' ? 'y' : 'x');
		first.axis ??= other(second.axis);
		second.axis ??= other(first.axis);
		return [{ system, values: [first, second] as [TypedValue, TypedValue] }];
	});
}

function plain(text: string): string {
	// Signs first: the normal form would make letters and accents of some of them.
	const signs = text
		.slice(0, 200)
		.replace(/[º˚]/g, '°')
		.replace(/[″”“]|''|′′/g, '"')
		.replace(/[′’‘´`]/g, "'")
		.replace(/[−–—]/g, '-')
		.replace(/[،؛;|/\n]/g, ' , ');
	const words = arNorm(signs).replaceAll('٬', '').replaceAll('٫', '.');
	return words.replace(/[()[\]{}«»]/g, ' ');
}

function takeSystem(text: string): { system: Srid | null; rest: string } {
	let system: Srid | null = null;
	const take =
		(pattern: RegExp, meant: (match: string[]) => Srid | null) =>
		(match: string, ...groups: string[]) => {
			system ??= meant([match, ...groups]);
			return ' ';
		};
	const rules: [RegExp, (match: string[]) => Srid | null][] = [
		[/epsg\s*:*\s*(\d{4,6})/g, ([, code = '']) => parseCrs(code)],
		[/wgs\s*-?(?:19)?84/g, () => null],
		[/(?:egypt|مصر) 1907/g, () => null],
		[/ext(?:ended|\.)? purple(?: belt)?|(?:ال)?(?:حزام )?(?:ال)?بنفسجي (?:ال)?ممتد/g, () => 22994],
		[/purple(?: belt)?|(?:ال)?(?:حزام )?(?:ال)?بنفسجي/g, () => 22993],
		[/blue(?: belt)?|(?:ال)?(?:حزام )?(?:ال)?ازرق/g, () => 22991],
		[/red(?: belt)?|(?:ال)?(?:حزام )?(?:ال)?احمر/g, () => 22992],
		[/(?:utm,? ?)?(?:zone|نطاق|النطاق|منطقه|المنطقه) ?(35|36) ?(?:[nrq]\b|شمال)?/g, ([, zone]) => utm(zone)],
		[/utm ?(35|36) ?(?:[nrq]\b|شمال(?!\p{L}))?/gu, ([, zone]) => utm(zone)],
		[/^ ?(35|36) ?[nrq](?= +\d{5})/g, ([, zone]) => utm(zone)],
		[/utm/g, () => null]
	];
	const rest = rules.reduce((left, [pattern, meant]) => left.replace(pattern, take(pattern, meant)), text);
	return { system, rest };
}

function utm(zone: string | undefined): Srid {
	return zone === '35' ? 32635 : 32636;
}

/** A comma between digits may separate two numbers, thousands, or a fraction. */
function commaReadings(text: string): string[] {
	const numbers = text.match(/\d[\d.,]*\d|\d/g) ?? [];
	if (numbers.length !== 2 || !numbers.some((number) => number.includes(','))) return [text];
	const readings: string[] = [];
	if (numbers.every((number) => /^\d+(\.\d+)?$|^\d{1,3}(,\d{3})+(\.\d+)?$/.test(number))) {
		readings.push(text.replace(/(?<=\d),(?=\d)/g, ''));
	}
	if (numbers.every((number) => /^\d+([.,]\d+)?$/.test(number))) {
		readings.push(text.replace(/(?<=\d),(?=\d)/g, '.'));
	}
	return readings;
}

function tokenise(text: string): Token[] | null {
	const words = WORDS.reduce((left, [pattern, symbol]) => left.replace(pattern, symbol), text).trim();
	const tokens: Token[] = [];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < words.length) {
		const match = TOKEN.exec(words);
		if (!match) return null;
		const [, number, letter, mark, comma] = match;
		const named = letter && LETTERS[letter.toUpperCase()];
		if (letter && !named) return null;
		if (named) tokens.push(named);
		else if (number) tokens.push({ number });
		else if (mark) tokens.push({ mark });
		else if (comma) tokens.push({ comma: true });
	}
	return tokens;
}

/** Two halves: by the axes that are named, else by the comma, else by equal counts of numbers. */
function split(tokens: Token[]): [Token[], Token[]] | null {
	const axes = indexes(tokens, (token) => 'axis' in token);
	const commas = indexes(tokens, (token) => 'comma' in token);
	const numbers = indexes(tokens, (token) => 'number' in token);
	const leading = axes[0] === 0;
	let cut: number | undefined;
	if (axes.length === 2) cut = leading ? axes[1] : (axes[0] ?? 0) + 1;
	else if (axes.length === 1 && axes[0] !== 0 && axes[0] !== tokens.length - 1) {
		// One axis in the middle ends the first value ("31.2 N 29.9") or begins the second ("31.2, N 29.9").
		cut = commas.includes((axes[0] ?? 0) - 1) ? axes[0] : (axes[0] ?? 0) + 1;
	} else if (commas.length === 1) cut = commas[0];
	else if (numbers.length % 2 === 0) cut = numbers[numbers.length / 2];
	if (cut === undefined || axes.length > 2) return null;
	return [tokens.slice(0, cut), tokens.slice(cut)];
}

function indexes(tokens: Token[], wanted: (token: Token) => boolean): number[] {
	return tokens.flatMap((token, index) => (wanted(token) ? [index] : []));
}

function typedValue(tokens: Token[]): TypedValue | null {
	const parts: number[] = [];
	let marks = '';
	let axis: TypedValue['axis'] = null;
	let sign = 1;
	for (const token of tokens) {
		if ('comma' in token) continue;
		if ('axis' in token) [axis, sign] = [token.axis, token.sign];
		else if ('mark' in token) {
			// Each mark stands once, after its own number: degrees, minutes, seconds.
			if (token.mark !== `°'"`.charAt(parts.length - 1) || marks.includes(token.mark)) return null;
			marks += token.mark;
		} else {
			const number = Number(token.number);
			if (parts.length > 0 && (/^[-+]/.test(token.number) || number >= 60)) return null;
			if (parts.length > 0 && !Number.isInteger(parts.at(-1))) return null;
			if (parts.length === 0 && token.number.startsWith('-')) sign = -sign;
			parts.push(Math.abs(number));
		}
	}
	const [degrees, minutes = 0, seconds = 0] = parts;
	if (degrees === undefined || parts.length > 3) return null;
	const value = sign * (degrees + minutes / 60 + seconds / 3600);
	return { value, axis, angle: parts.length > 1 || marks !== '' };
}
