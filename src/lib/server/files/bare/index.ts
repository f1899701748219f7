import { DomainError } from '#lib/kernel/errors.ts';
import type { MediaType } from '../media-type.ts';
import { bareDxf } from './dxf.ts';
import { barePdf } from './pdf.ts';
import { bareJpeg, barePng, bareWebp } from './pictures.ts';

/**
 * A file with what it shows, and without what is written in it about itself: who made it, when, where, with what, for whom.
 * The same bytes come to the same copy. What is drawn on a page or a photo stays as it is; texts of a DXF go, but for
 * measures.
 * @param keepsLayer names of layers of a drawing that may stay.
 * @throws DomainError `file_not_bare` for what cannot be read well enough to be sure.
 */
export function bareCopy(
	bytes: Uint8Array,
	type: MediaType,
	{ keepsLayer }: { keepsLayer?: (name: string) => boolean } = {}
): Uint8Array {
	try {
		switch (type) {
			case 'application/pdf':
				return barePdf(bytes);
			case 'image/vnd.dxf':
				return bareDxf(bytes, keepsLayer);
			case 'image/jpeg':
				return bareJpeg(bytes);
			case 'image/png':
				return barePng(bytes);
			case 'image/webp':
				return bareWebp(bytes);
		}
	} catch (cause) {
		throw new DomainError('file_not_bare', { cause });
	}
}
