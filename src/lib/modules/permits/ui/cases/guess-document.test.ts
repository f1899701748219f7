import { expect, it } from 'vitest';
import { guessDocument } from './guess-document.ts';

const LINES = [
	{ kind: 'ownership', title: { ar: 'سند الملكية', en: 'Title deed' } },
	{ kind: 'drawings', title: { ar: 'الرسومات الهندسية', en: 'Drawings' } },
	{ kind: 'soil', title: { ar: 'تقرير التربة', en: 'Soil report' } },
	{ kind: 'structural_report', title: { ar: 'تقرير إنشائي', en: 'Structural report' } }
] as const;

it('a name that speaks of one line proposes it, however it is written', () => {
	expect(guessDocument('سند ملكيه.pdf', LINES)).toBe('ownership');
	expect(guessDocument('Soil-Report_final.PDF', LINES)).toBe('soil');
	expect(guessDocument('drawings (2).dxf', LINES)).toBe('drawings');
});

it('a name that speaks of none, or of several alike, proposes nothing', () => {
	expect(guessDocument('scan0001.pdf', LINES)).toBe('');
	expect(guessDocument('تقرير.pdf', LINES)).toBe('');
	expect(guessDocument('.pdf', LINES)).toBe('');
});
