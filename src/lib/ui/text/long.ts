/** Letters that six lines of a telephone hold, and lines. */
const LETTERS = 400;
const LINES = 8;

/** Whether a text fills a telephone, so that what stands below it is not found. */
export const isLong = (text: string): boolean => text.length > LETTERS || text.split('\n').length > LINES;
