/** A side as the reader sees it: start is right in Arabic, left in English. */
export type LogicalSide = 'top' | 'bottom' | 'start' | 'end';

/** The physical side the positioning library wants. */
export function physicalSide(side: LogicalSide, dir: 'rtl' | 'ltr'): 'top' | 'bottom' | 'left' | 'right' {
	if (side === 'top' || side === 'bottom') return side;
	return (side === 'start') === (dir === 'ltr') ? 'left' : 'right';
}
