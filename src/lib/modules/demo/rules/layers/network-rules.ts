import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Pt } from '../geometry/vector.ts';
import type { Edge } from '../network/graph.ts';
import type { NamedStreet } from '../town-model.ts';
import type { StreetKind } from '../types.ts';

export type Network = 'water' | 'sewage' | 'gas' | 'power' | 'telecom';

export interface Pipe {
	kind: string;
	diameter_mm: number;
	material: string;
}

export interface NetworkRule {
	title: Bilingual;
	/** Place in the cross-section: share of the right of way, left of the axis positive. */
	place: number;
	depth_m: number;
	/** What lies in a street of each class, wide to narrow. */
	pipes: Record<Exclude<StreetKind, 'boundary'>, Pipe>;
}

const pipe = (kind: string, diameter_mm: number, material: string): Pipe => ({ kind, diameter_mm, material });

const classes = (
	trunk: Pipe,
	primary: Pipe,
	secondary: Pipe,
	tertiary: Pipe,
	residential: Pipe,
	service: Pipe
) => ({
	trunk,
	primary,
	secondary,
	tertiary,
	residential,
	service
});

export const NETWORKS: Record<Network, NetworkRule> = {
	water: {
		title: { ar: 'خط مياه', en: 'Water main' },
		place: -0.26,
		depth_m: 1.2,
		pipes: classes(
			pipe('transmission', 600, 'ductile_iron'),
			pipe('transmission', 500, 'ductile_iron'),
			pipe('main', 300, 'ductile_iron'),
			pipe('main', 200, 'pvc'),
			pipe('distribution', 150, 'pvc'),
			pipe('distribution', 110, 'hdpe')
		)
	},
	sewage: {
		title: { ar: 'خط صرف صحي', en: 'Sewer' },
		place: 0.06,
		depth_m: 2.6,
		pipes: classes(
			pipe('trunk', 800, 'grp'),
			pipe('trunk', 700, 'grp'),
			pipe('collector', 500, 'grp'),
			pipe('collector', 400, 'upvc'),
			pipe('lateral', 250, 'upvc'),
			pipe('lateral', 180, 'vitrified_clay')
		)
	},
	gas: {
		title: { ar: 'خط غاز', en: 'Gas line' },
		place: 0.24,
		depth_m: 1,
		pipes: classes(
			pipe('high_pressure', 250, 'steel'),
			pipe('high_pressure', 200, 'steel'),
			pipe('medium_pressure', 180, 'polyethylene'),
			pipe('medium_pressure', 125, 'polyethylene'),
			pipe('low_pressure', 90, 'polyethylene'),
			pipe('low_pressure', 63, 'polyethylene')
		)
	},
	power: {
		title: { ar: 'كابل كهرباء', en: 'Power cable' },
		place: -0.41,
		depth_m: 0.8,
		pipes: classes(
			pipe('66kv', 160, 'xlpe'),
			pipe('22kv', 160, 'xlpe'),
			pipe('22kv', 125, 'xlpe'),
			pipe('11kv', 110, 'xlpe'),
			pipe('400v', 90, 'xlpe'),
			pipe('400v', 75, 'xlpe')
		)
	},
	telecom: {
		title: { ar: 'مسار اتصالات', en: 'Telecom duct' },
		place: 0.41,
		depth_m: 0.9,
		pipes: classes(
			pipe('fibre_backbone', 110, 'pvc_ducts'),
			pipe('fibre_backbone', 110, 'pvc_ducts'),
			pipe('fibre', 110, 'pvc_ducts'),
			pipe('fibre', 90, 'pvc_ducts'),
			pipe('fibre', 50, 'hdpe_ducts'),
			pipe('copper', 50, 'hdpe_ducts')
		)
	}
};

/** A line of a network along one stretch of street, metres from the plan's origin. */
export interface NetworkLine {
	edge: Edge;
	street: NamedStreet;
	/** Years since which it has been there. */
	year: number;
	pipe: Pipe;
	points: readonly Pt[];
}
