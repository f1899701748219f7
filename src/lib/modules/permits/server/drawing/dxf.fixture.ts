/** Writes drawings as the tests want them. */
export interface Shape {
	layer: string;
	points: readonly (readonly [number | string, number | string])[];
	/** Default true. */
	closed?: boolean;
	/** The old kind, with a record for each vertex. */
	old?: boolean;
}

export interface Note {
	layer: string;
	at: readonly [number | string, number | string];
	text: string;
}

/** An ASCII drawing of these shapes and texts; `units` as `$INSUNITS`, null: not named. */
export function aDxf({
	shapes = [],
	notes = [],
	units = 6
}: {
	shapes?: readonly Shape[];
	notes?: readonly Note[];
	units?: number | null;
}): Uint8Array {
	const groups: (readonly [number, string | number])[] = [
		[0, 'SECTION'],
		[2, 'HEADER'],
		[9, '$ACADVER'],
		[1, 'AC1024'],
		...(units === null
			? []
			: ([
					[9, '$INSUNITS'],
					[70, units]
				] as const)),
		[0, 'ENDSEC'],
		[0, 'SECTION'],
		[2, 'ENTITIES'],
		...shapes.flatMap(shape),
		...notes.flatMap(({ layer, at, text }) => [
			[0, 'MTEXT'] as const,
			[8, layer] as const,
			[10, at[0]] as const,
			[20, at[1]] as const,
			[1, text] as const
		]),
		[0, 'ENDSEC'],
		[0, 'EOF']
	];
	return new TextEncoder().encode(groups.map(([code, value]) => `${code}\n${value}\n`).join(''));
}

function shape({ layer, points, closed = true, old = false }: Shape): (readonly [number, string | number])[] {
	const flags = closed ? 1 : 0;
	if (!old)
		return [
			[0, 'LWPOLYLINE'],
			[8, layer],
			[90, points.length],
			[70, flags],
			...points.flatMap(([x, y]) => [[10, x] as const, [20, y] as const])
		];
	return [
		[0, 'POLYLINE'],
		[8, layer],
		[70, flags],
		...points.flatMap(([x, y]) => [
			[0, 'VERTEX'] as const,
			[8, layer] as const,
			[10, x] as const,
			[20, y] as const
		]),
		[0, 'SEQEND']
	];
}
