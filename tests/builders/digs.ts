/** Input of a dig in the making: `aDig().along([x, y], [x, y]).from('2026-12-01').to('2026-12-09').input()`. */
export function aDig(): DigBuilder {
	return new DigBuilder();
}

/** A place in Alexandria, EPSG:22992: what tests count their metres from. */
export const HERE: readonly [number, number] = [513_000, 944_000];

class DigBuilder {
	private fields: Record<string, unknown> = {
		title: 'مد كابل ألياف',
		window: { start: '2026-12-01', end: '2026-12-09' },
		crs: 'EPSG:22992'
	};

	constructor() {
		this.along([0, 0], [100, 0]);
	}

	/** Metres east and north of `HERE`. */
	along(...line: readonly (readonly [number, number])[]): this {
		const coordinates = line.map(([x, y]) => [HERE[0] + x, HERE[1] + y]);
		return this.with({ geometry: { type: 'LineString', coordinates } });
	}

	days(start: string, end: string): this {
		return this.with({ window: { start, end } });
	}

	with(fields: Record<string, unknown>): this {
		this.fields = { ...this.fields, ...fields };
		return this;
	}

	input(): Record<string, unknown> {
		return { ...this.fields };
	}
}
