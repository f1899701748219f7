import type { Look } from './draw.ts';

/** What the page asks the painter for; `drop` when the picture is not wanted any more. */
export type ToPainter = { id: number; url: string; look: Look } | { id: number; drop: true };

export interface Painted {
	/** Absent where there is nothing. */
	picture?: ImageBitmap;
	dense: boolean;
	/** What the server answered; 0 = nothing. */
	status: number;
}

export type FromPainter = Painted & { id: number };
