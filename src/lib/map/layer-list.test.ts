import { describe, expect, it } from 'vitest';
import { defaultList, grouped, movedBeside, movedInGroup, reconciled, withShown } from './layer-list.ts';
import type { MapLayer } from './types.ts';

const layer = (id: string, group: MapLayer['group'], order: number, visible = true): MapLayer => ({
	id,
	group,
	title: { ar: id, en: id },
	geometry: 'line',
	fields: [],
	style: [],
	tiles: { minZoom: 0, maxZoom: 17, detailZoom: 0, low: 'none' },
	visible,
	order,
	extent: null
});
const layers = [
	layer('land', 'base', 0),
	layer('streets', 'base', 10),
	layer('water', 'networks', 25, false),
	layer('digs', 'work', 80)
];
const ids = (list: readonly { id: string }[]) => list.map((l) => l.id);

describe('the list of layers', () => {
	it('begins with what is drawn on top', () => {
		expect(ids(defaultList(layers))).toEqual(['digs', 'water', 'streets', 'land']);
		expect(defaultList(layers).find((l) => l.id === 'water')?.visible).toBe(false);
	});

	it('shows groups in a fixed order and leaves empty ones out', () => {
		expect(grouped(defaultList(layers), layers).map((g) => [g.id, ids(g.rows.map((r) => r.layer))])).toEqual([
			['work', ['digs']],
			['networks', ['water']],
			['base', ['streets', 'land']]
		]);
	});

	it('keeps opacity where a layer can still be seen', () => {
		const list = withShown(defaultList(layers), 'digs', { opacity: 0 });
		expect(list[0]).toEqual({ id: 'digs', visible: true, opacity: 0.1 });
	});

	it('moves a layer right above or below another', () => {
		const list = defaultList(layers);
		expect(ids(movedBeside(list, 'land', 'digs', 'above'))).toEqual(['land', 'digs', 'water', 'streets']);
		expect(ids(movedBeside(list, 'digs', 'streets', 'below'))).toEqual(['water', 'streets', 'digs', 'land']);
		expect(ids(movedBeside(list, 'digs', 'no such', 'above'))).toEqual(ids(list));
	});

	it('steps among the layers of its group and stops at the end', () => {
		const list = defaultList(layers);
		const up = movedInGroup(list, layers, 'land', -1);
		expect([ids(up.list), up.place, up.count]).toEqual([['digs', 'water', 'land', 'streets'], 1, 2]);
		const stuck = movedInGroup(list, layers, 'land', 1);
		expect([ids(stuck.list), stuck.place]).toEqual([ids(list), 2]);
	});

	it('drops layers that are gone and brings in new ones at their place', () => {
		const kept = reconciled(
			[
				{ id: 'streets', visible: false, opacity: 0.5 },
				{ id: 'gone', visible: true, opacity: 1 }
			],
			layers
		);
		expect(ids(kept)).toEqual(['digs', 'water', 'streets', 'land']);
		expect(kept[2]).toEqual({ id: 'streets', visible: false, opacity: 0.5 });
	});
});
