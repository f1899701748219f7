import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import type { Preferences } from '#lib/ui/theme/preferences.svelte.ts';
import type { PermitRecord } from '../../rules/life/record.ts';
import { collection, feature } from '../site/on-map.ts';
import type { CaseView } from './case-view.svelte.ts';

export const NOTES_OVERLAY = 'permit-notes';

interface Pin {
	n: number;
	place: GeoJSON.Point;
	/** For whoever applies: another colour. */
	asked: boolean;
	settled: boolean;
}

/** The pins of a case: of its officers all notes, of whoever applies the places they are asked about. */
export function pinsOf({ notes, requests }: PermitRecord): Pin[] {
	if (notes)
		return notes.items.map(({ n, place, audience, settled }) => ({
			...{ n, place },
			asked: audience === 'applicant',
			settled: settled !== null
		}));
	return requests.flatMap(({ pin, answered_at }) =>
		pin ? [{ ...pin, asked: true, settled: answered_at !== null }] : []
	);
}

/** Numbered discs, and the place of a note that is being written. */
export function noteOverlays(
	record: PermitRecord,
	view: Pick<CaseView, 'note' | 'pin'>,
	prefs: Preferences
): Overlay[] {
	const pins = pinsOf(record);
	const style = pins.map((pin): SymbolRule => {
		const number = prefs.number(pin.n);
		const chosen = view.note === pin.n;
		return {
			when: { field: 'n', in: [pin.n] },
			...{
				shape: 'letter',
				letter: { ar: number, en: number },
				radius: chosen ? 14 : 10,
				width: chosen ? 3 : 2
			},
			...{
				fill: pin.settled ? 'token:slate' : pin.asked ? 'token:dig' : 'token:measure',
				stroke: 'token:halo'
			}
		};
	});
	return [
		...(pins.length
			? [
					{
						...{ id: NOTES_OVERLAY, style, order: 30 },
						features: collection(pins.map((pin) => ({ ...feature(pin.place, { n: pin.n }), id: pin.n })))
					}
				]
			: []),
		...(view.pin
			? [
					{
						...{ id: 'permit-note-draft', style: 'highlight' as const, order: 31 },
						features: { type: 'Point' as const, coordinates: [...view.pin] }
					}
				]
			: [])
	];
}
