import { PbfReader } from 'pbf';

/** Protocol-buffer reader that never looks beyond its bytes: a wrong length is a RangeError, not endless zeros. */
export class StrictPbf extends PbfReader {
	override readVarint(isSigned?: boolean): number {
		if (this.pos >= this.length) throw new RangeError('pbf');
		const value = super.readVarint(isSigned);
		if (this.pos > this.length || Number.isNaN(value)) throw new RangeError('pbf');
		return value;
	}

	override readBytes(): Uint8Array<ArrayBufferLike> {
		const end = this.#end();
		const bytes = this.buf.subarray(this.pos, end);
		this.pos = end;
		return bytes;
	}

	override readString(): string {
		const bytes = this.readBytes();
		return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
	}

	/** A nested message as a reader of its own. */
	nested(): StrictPbf {
		return new StrictPbf(this.readBytes());
	}

	override skip(tag: number): void {
		if ((tag & 7) === 2) this.pos = this.#end();
		else super.skip(tag);
		if (this.pos > this.length) throw new RangeError('pbf');
	}

	/** Calls `field` for every field; what it does not read is skipped. */
	each(field: (tag: number) => void): void {
		for (let tag = this.nextField(); tag !== 0; tag = this.nextField()) field(tag);
	}

	#end(): number {
		const length = this.readVarint();
		if (length < 0 || length > this.length - this.pos) throw new RangeError('pbf');
		return this.pos + length;
	}
}
