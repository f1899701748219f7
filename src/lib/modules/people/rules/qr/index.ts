export { qrCode, qrPath } from './encode.ts';
