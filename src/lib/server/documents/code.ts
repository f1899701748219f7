import { renderSVG } from 'uqr';

/** An address as a QR code, as SVG. */
export const codeSvg = (address: string): string => renderSVG(address, { ecc: 'L', border: 2 });
