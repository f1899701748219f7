/** May be driven as drawn, against it. */
export const FORWARD = 1;
export const BACK = 2;
export const BOTH = 3;

/** The same, seen from the other end. */
export const turned = (way: number): number => ((way & FORWARD) << 1) | ((way & BACK) >> 1);
