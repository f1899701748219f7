/** The door to days and to the clock of Egypt. */
export * from './cairo.ts';
export * from './civil-date.ts';
