import { arNorm } from '#lib/kernel/arabic.ts';
import type { DocumentLine } from '../../rules/life/documents.ts';

/**
 * Which line of the checklist a file's name speaks of: the one that shares most words of its title or its kind with it,
 * and one alone. A proposal for whoever sends it to confirm.
 * @returns its kind; '' where the name says nothing.
 */
export function guessDocument(
	fileName: string,
	lines: readonly Pick<DocumentLine, 'kind' | 'title'>[]
): string {
	const said = wordsOf(fileName.replace(/\.[^.]*$/, ''));
	const scored = lines.map(({ kind, title }) => {
		const words = [title.ar, title.en, kind].map(wordsOf);
		return { kind, score: Math.max(...words.map((of) => [...of].filter((word) => said.has(word)).length)) };
	});
	const most = Math.max(0, ...scored.map((line) => line.score));
	const best = scored.filter((line) => line.score === most);
	return most > 0 && best.length === 1 ? best[0]!.kind : '';
}

/** Words of three letters and more, however they are written, without the article. */
function wordsOf(text: string): Set<string> {
	const words = arNorm(text.replace(/[^\p{L}\p{N}]+/gu, ' ')).split(' ');
	return new Set(words.map((word) => word.replace(/^ال(?=.{3})/u, '')).filter((word) => word.length > 2));
}
