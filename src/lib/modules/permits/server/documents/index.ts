/** Documents of permit files. */
export { admitDocument } from './admit.ts';
