/** Protocol-buffer bytes, written forwards into a buffer that grows. Writers reserve first, then write unchecked. */
export class Bytes {
	buf: Uint8Array;
	length = 0;

	constructor(size: number) {
		this.buf = new Uint8Array(size);
	}

	reserve(more: number): void {
		const wanted = this.length + more;
		if (wanted <= this.buf.length) return;
		const grown = new Uint8Array(Math.max(wanted, this.buf.length * 2));
		grown.set(this.buf.subarray(0, this.length));
		this.buf = grown;
	}

	/** A whole number 0 .. 2^53. */
	varint(value: number): void {
		const { buf } = this;
		let v = value;
		while (v > 0x7fffffff) {
			buf[this.length++] = (v % 128) | 128;
			v = Math.floor(v / 128);
		}
		while (v > 127) {
			buf[this.length++] = (v & 127) | 128;
			v >>>= 7;
		}
		buf[this.length++] = v;
	}

	/** An unsigned 64-bit number from its two halves. */
	varint64(high: number, low: number): void {
		let hi = high >>> 0;
		let lo = low >>> 0;
		while (hi !== 0) {
			this.buf[this.length++] = (lo & 127) | 128;
			lo = ((lo >>> 7) | (hi << 25)) >>> 0;
			hi >>>= 7;
		}
		this.varint(lo);
	}

	/** A length-delimited field holding text. */
	text(tag: number, value: string): void {
		const most = value.length * 3;
		this.reserve(most + 6);
		this.buf[this.length++] = tag;
		const at = this.open();
		this.length += encoder.encodeInto(value, this.buf.subarray(this.length)).written;
		this.close(at);
	}

	double(tag: number, value: number): void {
		this.buf[this.length++] = tag;
		scratch.setFloat64(0, value, true);
		for (let i = 0; i < 8; i++) this.buf[this.length++] = scratch.getUint8(i);
	}

	bytes(data: Uint8Array): void {
		this.buf.set(data, this.length);
		this.length += data.length;
	}

	/** A piece of other bytes. Short ones are copied one by one: a view of each would cost more than the copy. */
	range(data: Uint8Array, from: number, to: number): void {
		if (to - from > 96) return this.bytes(data.subarray(from, to));
		const { buf } = this;
		let at = this.length;
		for (let i = from; i < to; i++) buf[at++] = data[i]!;
		this.length = at;
	}

	/** Begins something whose length is written before it: one byte is kept, enough for most. */
	open(): number {
		return this.length++;
	}

	/** Ends what `open` began at `at`, moving it along when its length needs more than the one byte. */
	close(at: number): void {
		const size = this.length - at - 1;
		if (size < 128) {
			this.buf[at] = size;
			return;
		}
		const extra = varintSize(size) - 1;
		this.reserve(extra);
		this.buf.copyWithin(at + 1 + extra, at + 1, this.length);
		this.length = at;
		this.varint(size);
		this.length += size;
	}
}

const encoder = new TextEncoder();
const scratch = new DataView(new ArrayBuffer(8));

export function varintSize(value: number): number {
	let size = 1;
	for (let v = value; v > 127; v = Math.floor(v / 128)) size++;
	return size;
}
