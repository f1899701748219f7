import type { ColorRef } from '#lib/kernel/layer.ts';

/**
 * The map's colours by token, light and dark. Those that the interface has as well are held equal to
 * ui/styles/tokens.css by a test; the map keeps its own copy because a canvas cannot read a stylesheet per feature.
 */
const LIGHT = {
	land: '#f7f4ec',
	sea: '#d8e4ea',
	'sea-line': '#c3d5df',
	green: '#e3ead4',
	block: '#ebe6d8',
	road: '#ffffff',
	'road-main': '#fffdf6',
	'road-casing': '#e2d9c3',
	'rail-line': '#ffffff',
	'rail-casing': '#9a9a94',
	boundary: '#b9a67c',
	label: '#5b5343',
	halo: '#ffffff',
	building: '#e6e0d1',
	'building-line': '#d3cab5',
	parcel: '#c6b78f',
	place: '#8a7a58',
	sand: '#c3a661',
	slate: '#4f6670',
	school: '#2f6db3',
	hospital: '#b23a2a',
	dig: '#d06f24',
	'dig-halo': '#d06f2440',
	clash: '#b23a2a',
	'clash-core': '#ffffff',
	paving: '#7a5ea8',
	permit: '#0d6e6e',
	service: '#2f7a45',
	'net-water': '#2277b5',
	'net-sewage': '#8a5a2b',
	'net-gas': '#a67c00',
	'net-power': '#c0392b',
	'net-telecom': '#6a4fa3',
	'zone-residential': '#e2b96a',
	'zone-commercial': '#cf6f6f',
	'zone-industrial': '#8f86b5',
	'zone-public': '#6fa0c8',
	density: '#0d6e6e',
	select: '#0d6e6e',
	'select-outline': '#ffffff',
	measure: '#1d2b33',
	refused: '#b23a2a'
};

export type Token = keyof typeof LIGHT;
export type Palette = Readonly<Record<Token, string>>;

const DARK: Palette = {
	land: '#1a252b',
	sea: '#101a20',
	'sea-line': '#0c1418',
	green: '#1c2d29',
	block: '#202d34',
	road: '#2b3a42',
	'road-main': '#35474f',
	'road-casing': '#10191e',
	'rail-line': '#1a252b',
	'rail-casing': '#5d6d75',
	boundary: '#6f6a58',
	label: '#b9c4c8',
	halo: '#1a252b',
	building: '#223038',
	'building-line': '#2e3e47',
	parcel: '#4a5148',
	place: '#a3977a',
	sand: '#b39a5e',
	slate: '#8fa5af',
	school: '#6fa3e0',
	hospital: '#e58a7c',
	dig: '#e08a42',
	'dig-halo': '#e08a4245',
	clash: '#e58a7c',
	'clash-core': '#1a252b',
	paving: '#a98fd6',
	permit: '#4fb3ae',
	service: '#74c28b',
	'net-water': '#5aa9e0',
	'net-sewage': '#c49663',
	'net-gas': '#d6b23f',
	'net-power': '#ec7f72',
	'net-telecom': '#a890de',
	'zone-residential': '#8a7440',
	'zone-commercial': '#8f5050',
	'zone-industrial': '#655e88',
	'zone-public': '#4c7392',
	density: '#4fb3ae',
	select: '#4fb3ae',
	'select-outline': '#ffffff',
	measure: '#e8eef0',
	refused: '#e58a7c'
};

export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = { light: LIGHT, dark: DARK };

/** A colour reference as CSS, with an opacity of 0 to 1 on top of its own. */
export function color(palette: Palette, ref: ColorRef, opacity = 1): string {
	const hex = ref.startsWith('token:') ? palette[ref.slice(6) as Token] : ref;
	if (hex === undefined) throw new Error(`no colour ${ref}`);
	if (opacity >= 1) return hex;
	const own = hex.length === 9 ? parseInt(hex.slice(7), 16) / 255 : 1;
	const alpha = Math.round(own * opacity * 255);
	return hex.slice(0, 7) + alpha.toString(16).padStart(2, '0');
}
