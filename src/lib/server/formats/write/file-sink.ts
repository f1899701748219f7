import { open, type FileHandle } from 'node:fs/promises';

const BUFFER = 1 << 20;

/** Appends to a file in large pieces and can go back to write what is known only at the end. */
export class FileSink {
	/** Bytes given so far. */
	length = 0;
	readonly #file: FileHandle;
	#held: Buffer[] = [];
	#size = 0;

	private constructor(file: FileHandle) {
		this.#file = file;
	}

	static async create(path: string): Promise<FileSink> {
		return new FileSink(await open(path, 'wx'));
	}

	async append(bytes: Buffer): Promise<void> {
		this.#held.push(bytes);
		this.#size += bytes.length;
		this.length += bytes.length;
		if (this.#size >= BUFFER) await this.#flush();
	}

	/** Writes the first bytes again and closes. */
	async close(start?: Buffer): Promise<void> {
		await this.#flush();
		if (start) await this.#file.write(start, 0, start.length, 0);
		await this.#file.close();
	}

	async #flush(): Promise<void> {
		if (this.#size > 0) await this.#file.appendFile(Buffer.concat(this.#held));
		this.#held = [];
		this.#size = 0;
	}
}
