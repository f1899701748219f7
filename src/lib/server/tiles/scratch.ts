/**
 * Memory for the bytes of one text at a time. A tile is written without a pause, so that the next one can have the
 * same memory: fresh buffers for each tile cost more in clearing up than the decoding does.
 */
export class Scratch {
	bytes = Buffer.allocUnsafeSlow(16_384);

	/** Decodes a text into `bytes`. @returns how many bytes it came to. */
	fill(text: string, encoding: 'utf8' | 'base64'): number {
		const most = encoding === 'utf8' ? text.length * 3 : text.length;
		if (most > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(most * 2);
		else if (most * 64 < this.bytes.length && this.bytes.length > LARGE)
			this.bytes = Buffer.allocUnsafeSlow(LARGE);
		return this.bytes.write(text, encoding);
	}

	/** The same, as numbers are read from it. */
	view(text: string, encoding: 'base64'): DataView {
		const length = this.fill(text, encoding);
		return new DataView(this.bytes.buffer, this.bytes.byteOffset, length);
	}
}

/** Bytes that are kept for good; what one huge tile needed is given back. */
const LARGE = 1_048_576;
