/** Papers: set as PDF, and sealed so that they can be checked. */
export { codeSvg } from './code.ts';
export { FONT_LIST, writePdf, type PdfSource } from './pdf.ts';
export { sealOf, type Seal } from './seal.ts';
