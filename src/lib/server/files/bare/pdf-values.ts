/** Values of a PDF as they stand in its bytes, read as latin1. */
export class Name {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}
export class Ref {
	readonly number: number;
	constructor(number: number) {
		this.number = number;
	}
}
/** A string with its brackets, as it was written. */
export class Raw {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}
export class Stream {
	readonly dict: Dict;
	readonly data: Uint8Array;
	constructor(dict: Dict, data: Uint8Array) {
		this.dict = dict;
		this.data = data;
	}
}
export type Dict = Map<string, Value>;
export type Value = number | boolean | null | Name | Ref | Raw | Stream | Dict | Value[];

const SPACE = /[\x00\t\n\f\r ]/; // eslint-disable-line no-control-regex
const TOKEN = /[^\x00\t\n\f\r ()<>[\]{}/%]*/y; // eslint-disable-line no-control-regex
const REFERENCE = /(\d{1,10})[\x00\t\n\f\r ]+(\d{1,5})[\x00\t\n\f\r ]+R(?![^\x00\t\n\f\r ()<>[\]{}/%])/y; // eslint-disable-line no-control-regex
const DEEP = 64;

/** Reads values from a place of a text on. @throws Error where none stands there */
export class Reader {
	readonly text: string;
	at: number;
	constructor(text: string, at = 0) {
		this.text = text;
		this.at = at;
	}

	skip(): void {
		for (;;) {
			while (this.at < this.text.length && SPACE.test(this.text[this.at]!)) this.at += 1;
			if (this.text[this.at] !== '%') return;
			while (this.at < this.text.length && !'\r\n'.includes(this.text[this.at]!)) this.at += 1;
		}
	}

	value(depth = 0): Value {
		if (depth > DEEP) throw new Error('too deep');
		this.skip();
		const c = this.text[this.at];
		if (c === '/') return new Name(this.name());
		if (c === '(') return this.#literal();
		if (c === '[') return this.#list(depth);
		if (c === '<') return this.text[this.at + 1] === '<' ? this.#dict(depth) : this.#hex();
		REFERENCE.lastIndex = this.at;
		const reference = REFERENCE.exec(this.text);
		if (reference) {
			this.at = REFERENCE.lastIndex;
			return new Ref(Number(reference[1]));
		}
		return this.#word();
	}

	/** `#61` in a name is `a`. */
	name(): string {
		this.at += 1;
		TOKEN.lastIndex = this.at;
		const raw = TOKEN.exec(this.text)![0];
		this.at += raw.length;
		return raw.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	}

	#word(): Value {
		TOKEN.lastIndex = this.at;
		const word = TOKEN.exec(this.text)![0];
		this.at += word.length;
		if (word === 'true' || word === 'false') return word === 'true';
		if (word === 'null') return null;
		const number = Number(word);
		if (word === '' || !Number.isFinite(number)) throw new Error('no value');
		return number;
	}

	#literal(): Raw {
		const start = this.at;
		let open = 0;
		for (; this.at < this.text.length; this.at += 1) {
			const c = this.text[this.at];
			if (c === '\\') this.at += 1;
			else if (c === '(') open += 1;
			else if (c === ')' && (open -= 1) === 0) return new Raw(this.text.slice(start, (this.at += 1)));
		}
		throw new Error('open string');
	}

	#hex(): Raw {
		const end = this.text.indexOf('>', this.at);
		if (end < 0) throw new Error('open string');
		const raw = new Raw(this.text.slice(this.at, end + 1));
		if (!/^<[0-9A-Fa-f\s]*>$/.test(raw.text)) throw new Error('no hex string');
		this.at = end + 1;
		return raw;
	}

	#list(depth: number): Value[] {
		this.at += 1;
		const list: Value[] = [];
		for (;;) {
			this.skip();
			if (this.text[this.at] === ']') {
				this.at += 1;
				return list;
			}
			list.push(this.value(depth + 1));
		}
	}

	#dict(depth: number): Dict {
		this.at += 2;
		const dict: Dict = new Map();
		for (;;) {
			this.skip();
			if (this.text.startsWith('>>', this.at)) {
				this.at += 2;
				return dict;
			}
			if (this.text[this.at] !== '/') throw new Error('no name');
			const key = this.name();
			dict.set(key, this.value(depth + 1));
		}
	}
}
