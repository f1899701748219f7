/** A binary heap of numbers by key, the least first. */
export class Heap {
	/** Of what was popped last. */
	key = 0;
	#items: number[] = [];
	#keys: number[] = [];

	push(item: number, key: number): void {
		const [items, keys] = [this.#items, this.#keys];
		let i = items.length;
		for (let up = (i - 1) >> 1; i > 0 && keys[up]! > key; up = (i - 1) >> 1) {
			items[i] = items[up]!;
			keys[i] = keys[up]!;
			i = up;
		}
		items[i] = item;
		keys[i] = key;
	}

	pop(): number | undefined {
		const [items, keys] = [this.#items, this.#keys];
		const top = items[0];
		if (top === undefined) return undefined;
		this.key = keys[0]!;
		const [item, key] = [items.pop()!, keys.pop()!];
		const size = items.length;
		if (size === 0) return top;
		let i = 0;
		for (let child = 1; child < size; child = 2 * i + 1) {
			if (child + 1 < size && keys[child + 1]! < keys[child]!) child++;
			if (keys[child]! >= key) break;
			items[i] = items[child]!;
			keys[i] = keys[child]!;
			i = child;
		}
		items[i] = item;
		keys[i] = key;
		return top;
	}
}
