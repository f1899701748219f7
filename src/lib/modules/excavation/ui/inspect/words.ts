import { m } from '#lib/paraglide/messages.js';
import type { DefectKind, InspectionKind } from '../../rules/index.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const INSPECTION: Words<InspectionKind> = {
	start: m.excavation_inspection_start,
	during: m.excavation_inspection_during,
	reinstatement_interim: m.excavation_inspection_interim,
	reinstatement_final: m.excavation_inspection_final,
	guarantee: m.excavation_inspection_guarantee
};

export const DEFECT: Words<DefectKind> = {
	surface: m.excavation_defect_surface,
	settlement: m.excavation_defect_settlement,
	backfill: m.excavation_defect_backfill,
	edges: m.excavation_defect_edges,
	kerb: m.excavation_defect_kerb,
	utility: m.excavation_defect_utility,
	safety: m.excavation_defect_safety,
	debris: m.excavation_defect_debris,
	beyond_permit: m.excavation_defect_beyond_permit,
	other: m.excavation_defect_other
};
