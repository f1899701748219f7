import { refuse } from '../refuse.ts';
import type { ByteSource } from './bytes.ts';

/** Takes exactly so many bytes at a time from a stream. Memory grows with the bytes that came, not with the bytes claimed. */
export class ByteCursor {
	position = 0;
	readonly #chunks: AsyncIterator<Uint8Array>;
	#current: Uint8Array = new Uint8Array(0);
	#at = 0;

	constructor(source: ByteSource) {
		this.#chunks = source.chunks()[Symbol.asyncIterator]();
	}

	/** The next `length` bytes, or undefined at a clean end; a half piece is `file_truncated`. */
	async take(length: number): Promise<DataView | undefined> {
		if (this.#at + length <= this.#current.length) return this.#slice(length);
		const parts: Uint8Array[] = [this.#current.subarray(this.#at)];
		let have = this.#current.length - this.#at;
		while (have < length) {
			const next = await this.#chunks.next();
			if (next.done) {
				if (have === 0) return undefined;
				refuse('file_truncated', { at: this.position });
			}
			parts.push(next.value);
			have += next.value.length;
		}
		this.#current = Buffer.concat(parts);
		this.#at = 0;
		return this.#slice(length);
	}

	/** Like `take`, where an end here means that the file was cut. */
	async need(length: number): Promise<DataView> {
		return (await this.take(length)) ?? refuse('file_truncated', { at: this.position });
	}

	async skip(length: number): Promise<void> {
		for (let left = length; left > 0;) {
			const step = Math.min(left, 1 << 18);
			await this.need(step);
			left -= step;
		}
	}

	async close(): Promise<void> {
		await this.#chunks.return?.();
	}

	#slice(length: number): DataView {
		const bytes = this.#current;
		const view = new DataView(bytes.buffer, bytes.byteOffset + this.#at, length);
		this.#at += length;
		this.position += length;
		return view;
	}
}
