import { expect, test } from 'vitest';
import { withDrawing } from './outline-field.ts';

const building = { type: 'Polygon', coordinates: [[[0, 0], [9, 0], [9, 9], [0, 0]]] } as const; // prettier-ignore
const EMPTY = { text: '', drawn: '' };

test('a drawing without the building says so and writes nothing', () => {
	expect(withDrawing(EMPTY, null)).toEqual({ ...EMPTY, missing: true });
	expect(withDrawing({ text: 'typed', drawn: '' }, null)).toEqual({
		text: 'typed',
		drawn: '',
		missing: true
	});
});

test('what another drawing brought does not stay under one without the building', () => {
	const { missing, ...field } = withDrawing(EMPTY, structuredClone(building) as never);
	expect(missing).toBe(false);
	expect(JSON.parse(field.text)).toEqual(building);
	expect(withDrawing(field, null)).toEqual({ ...EMPTY, missing: true });
	expect(withDrawing({ ...field, text: 'changed by hand' }, null).text).toBe('changed by hand');
});
