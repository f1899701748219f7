import { expect, test } from 'vitest';
import { EventsQuery, FeaturesQuery } from './identify-query.ts';

const FIELD_BOX = ['bbox', 'field_box'];

test.each(['31,30', 'a,b,c,d', '32,30,31,31', '31,30,32,95'])(
	'the box %s is refused in our words',
	(bbox) => {
		const { issues } = FeaturesQuery.safeParse({ bbox }).error!;
		for (const issue of issues) expect([issue.path.join('.'), issue.message]).toEqual(FIELD_BOX);
		expect(issues.length).toBeGreaterThan(0);
	}
);

test('a box and layers that fit are read', () => {
	expect(FeaturesQuery.parse({ bbox: '31,30,32,31' }).bbox).toEqual([31, 30, 32, 31]);
	expect(EventsQuery.parse({ layers: 'streets,digs' }).layers).toEqual(['streets', 'digs']);
	expect(EventsQuery.safeParse({ layers: ',' }).error!.issues[0]!.message).toBe('field_layers');
});
