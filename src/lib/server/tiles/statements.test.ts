import { expect, test } from 'vitest';
import { testLayer } from './layer.fixture.ts';
import { countedSql, featuresSql, GRID_SQL, mergedSql } from './statements.ts';

test('the statements are these', () => {
	const layer = testLayer();
	expect(featuresSql(layer, { z: 17 })).toMatchSnapshot('features');
	expect(featuresSql(layer, { z: 12 })).toMatchSnapshot('features below the detail zoom');
	expect(featuresSql(layer, { z: 14, clean: true })).toMatchSnapshot('features, values cleaned');
	expect(mergedSql({ ...layer, geometry: 'line' }, { z: 12 })).toMatchSnapshot('joined lines');
	expect(mergedSql({ ...layer, fields: [] }, { z: 12 })).toMatchSnapshot('joined lines without attributes');
	expect(countedSql(layer, { z: 12 })).toMatchSnapshot('counted now');
	const afar = { ...layer, afar: { below: 13, relation: 'buildings_afar' } };
	expect(featuresSql(afar, { z: 12 })).toContain('from "buildings_afar"');
	expect(countedSql(afar, { z: 12 })).toContain('from "buildings_afar"');
	expect(featuresSql(afar, { z: 13 })).toBe(featuresSql(layer, { z: 13 }));
	expect(GRID_SQL).toMatchSnapshot('kept counts');
});

test('names from a definition cannot leave their quotes', () => {
	const layer = testLayer({
		relation: 'a"; drop table x; --',
		fields: [
			{ name: `o'; drop table x; --`, type: 'text', title: { ar: '', en: '' }, tileFrom: 0 },
			{ name: 'c', column: 'c"d', type: 'text', title: { ar: '', en: '' }, tileFrom: 0 }
		]
	});
	const text = featuresSql(layer, { z: 17 });
	expect(text).toContain('from "a""; drop table x; --"');
	expect(text).toContain(`props ->> 'o''; drop table x; --'`);
	expect(text).toContain('"c""d"::text');
});
